import { readFileSync } from 'node:fs';
import { fixture } from '../../support/paths';

/** A tensor of timm's legacy_xception, with the variable of Keras' Xception that it was proven to be; null for none. */
export type TimmKey = readonly [
  key: string,
  shape: readonly number[],
  layer: string | null,
  variable: string | null,
];

export function timmKeys(): readonly TimmKey[] {
  const text = readFileSync(fixture('weights', 'torch', 'timm_legacy_xception.keys.json'), 'utf8');
  return (JSON.parse(text) as { readonly keys: readonly TimmKey[] }).keys;
}
