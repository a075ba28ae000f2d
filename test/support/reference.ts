import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { NetworkId } from '../../src/shared/network';
import { fixture, projectRoot } from './paths';

/** A row of the layer table that real Keras (or PyTorch) gave for a network at 299×299. */
export interface ReferenceLayer {
  readonly name: string;
  readonly cls: string;
  readonly output_shape: readonly (number | null)[];
  readonly input_shape?: readonly (number | null)[];
  readonly params: number;
  readonly trainable_params?: number;
  readonly non_trainable_params?: number;
  readonly inbound?: readonly string[];
  readonly macs?: number;
  readonly is_leaf?: boolean;
  readonly kernel_size?: readonly number[] | number;
  readonly pool_size?: readonly number[];
  readonly strides?: readonly number[];
  readonly stride?: readonly number[];
  readonly padding?: string | readonly number[];
  readonly filters?: number;
  readonly use_bias?: boolean;
  readonly bias?: boolean;
  readonly epsilon?: number;
  readonly eps?: number;
}

export interface ReferenceTable {
  readonly macs_299: number;
  readonly layers: readonly ReferenceLayer[];
}

/** A weight tensor of the published formula, with the hash of its bytes. */
export interface ReferenceTensor {
  readonly ordinal: number;
  readonly layer?: string;
  readonly variable?: string;
  readonly name?: string;
  readonly shape: readonly number[];
  readonly sha256: string;
}

/** What Keras or PyTorch computed with those weights for the synthetic picture. */
export interface ReferenceOutputs {
  readonly madeBy: string;
  readonly softmax: readonly number[];
  readonly layers: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly mean: number;
    readonly std: number;
    readonly sampleIndex: readonly number[];
    readonly sample: readonly number[];
  }[];
}

export function referenceTable(network: NetworkId): ReferenceTable {
  return JSON.parse(readFileSync(fixture('reference', `${network}.arch.json`), 'utf8')) as ReferenceTable;
}

export function referenceTensors(network: NetworkId): readonly ReferenceTensor[] {
  const text = readFileSync(fixture('reference', `${network}.tensors.json`), 'utf8');
  return (JSON.parse(text) as { tensors: readonly ReferenceTensor[] }).tensors;
}

export function referenceOutputs(network: NetworkId): ReferenceOutputs {
  const file = path.join(projectRoot, 'media', 'reference', `${network}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as ReferenceOutputs;
}
