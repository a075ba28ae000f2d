import assert from 'node:assert/strict';
import { torchZip } from '../../../src/model/weights/torch/torchZipFormat';
import type { WeightsFormat } from '../../../src/model/weights/weightsFormat';
import type { ErrorCode } from '../../../src/shared/xceptionError';
import { failsWith } from './fileRequest';
import * as pickle from './pickle';
import { writeZip } from './recordedFile';

export const SIX_VALUES = new Uint8Array(Float32Array.of(1, 2, 3, 4, 5, 6).buffer);

/** The pickle of a dictionary with one tensor. */
export function oneTensor(words: pickle.TensorWords): Buffer {
  return pickle.whole(pickle.dictionary({ weight: pickle.tensor(words) }));
}

/** Opens a file and reads all of it. */
export async function readAll(format: WeightsFormat, file: string): Promise<readonly Float32Array[]> {
  const opened = await format.open(file);
  try {
    const values: Float32Array[] = [];
    for (const entry of opened.entries) values.push(await opened.read(entry));
    return values;
  } finally {
    await opened.close();
  }
}

/** Files of a pickle and a storage of six values, in a folder. */
export interface TorchFiles {
  readonly written: (
    data: Uint8Array,
    more?: Readonly<Record<string, string | Uint8Array>>,
    level?: number,
  ) => Promise<string>;
  /** Writes a file of this pickle, which must not open, for a reason with all these words. */
  readonly rejects: (
    data: Uint8Array,
    code: ErrorCode,
    ...words: readonly (string | RegExp)[]
  ) => Promise<void>;
}

export function torchFiles(scratch: (name: string) => string): TorchFiles {
  const written: TorchFiles['written'] = async (data, more = {}, level = 0) => {
    const file = scratch('file.pth');
    await writeZip(file, { 'archive/data.pkl': data, 'archive/data/0': SIX_VALUES, ...more }, level);
    return file;
  };
  const rejects: TorchFiles['rejects'] = async (data, code, ...words) => {
    await assert.rejects(readAll(torchZip, await written(data)), failsWith(code, 'file.pth', ...words));
  };
  return { written, rejects };
}
