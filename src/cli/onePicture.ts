import { XceptionError } from '../shared/xceptionError';
import { NETWORK_IDS } from '../model/arch/buildNetwork';
import type { OptionTable } from './command';

/** The options that say which model looks at a picture. */
export const modelOptions = {
  model: { type: 'string', value: 'FILE|ID', about: 'a model file, or an id such as kitchenware' },
  network: { type: 'string', value: 'N', choices: NETWORK_IDS, about: 'which network the weights are for' },
  weights: { type: 'string', value: 'FILE', about: 'a model file for --network, or "untrained"' },
} as const satisfies OptionTable;

/** @throws XceptionError `usage` unless there is exactly one */
export function readPicture(operands: readonly string[]): string {
  const [file, ...more] = operands;
  if (file !== undefined && more.length === 0) return file;
  throw new XceptionError('usage', 'Say which picture: one file.');
}
