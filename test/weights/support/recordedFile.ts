import { readFileSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import type { Group } from 'h5wasm/node';
import type { WeightTensor } from '../../../src/model/weights/tensorFile';
import { hdf5Library } from '../../../src/model/weights/hdf5/hdf5Library';
import { fixture } from '../../support/paths';

interface RecordedAttribute {
  readonly value: string | readonly string[] | null;
  /** Of its strings in bytes; null for strings of variable length, 0 for no strings. */
  readonly length: number | null;
}

/** What a file that real Keras wrote has in it, without the numbers (test/fixtures/weights/keras/make_fixtures.py). */
export interface RecordedFile {
  readonly madeBy: string;
  /** Of an archive: its other entries. */
  readonly config?: string;
  readonly metadata?: string;
  readonly groups: readonly (readonly [
    path: string,
    attributes: Readonly<Record<string, RecordedAttribute>>,
  ])[];
  /** The ordinal is that of the tensor in the published formula; null for what is no weight of the network. */
  readonly datasets: readonly (readonly [
    path: string,
    shape: readonly number[],
    dtype: string,
    ordinal: number | null,
  ])[];
}

export function recordedFile(name: string): RecordedFile {
  return JSON.parse(
    gunzipSync(readFileSync(fixture('weights', 'keras', `${name}.json.gz`))).toString(),
  ) as RecordedFile;
}

/**
 * Writes a file again as Keras wrote it.
 *
 * @param tensors - by ordinal
 */
export async function writeRecorded(
  recorded: RecordedFile,
  tensors: readonly WeightTensor[],
  file: string,
): Promise<void> {
  const { config, metadata } = recorded;
  if (config === undefined || metadata === undefined) {
    await writeHdf5(recorded, tensors, file);
    return;
  }
  const inner = `${file}.h5`;
  await writeHdf5(recorded, tensors, inner);
  await writeZip(file, {
    'metadata.json': metadata,
    'config.json': config,
    'model.weights.h5': await readFile(inner),
  });
  await rm(inner);
}

/** @param level - 0 stores, as Keras does */
export async function writeZip(
  file: string,
  entries: Readonly<Record<string, string | Uint8Array>>,
  level = 0,
): Promise<void> {
  const zip = new ZipWriter(new Uint8ArrayWriter(), { level, useWebWorkers: false });
  for (const [name, content] of Object.entries(entries)) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    await zip.add(name, new Uint8ArrayReader(bytes));
  }
  const target = await open(file, 'w');
  await target.write(await zip.close());
  await target.close();
}

async function writeHdf5(
  { groups, datasets }: RecordedFile,
  tensors: readonly WeightTensor[],
  file: string,
): Promise<void> {
  const { File } = await hdf5Library();
  const target = new File(file, 'w');
  try {
    for (const [path, attributes] of groups) {
      const group: Group = path === '' ? target : target.create_group(path);
      for (const [name, attribute] of Object.entries(attributes)) writeAttribute(group, name, attribute);
    }
    for (const [path, shape, dtype, ordinal] of datasets) {
      const data = ordinal === null ? new Float32Array(count(shape)) : tensors[ordinal]!.data;
      if (dtype === 'float32') target.create_dataset({ name: path, data, shape: [...shape], dtype: '<f' });
      else
        target.create_dataset({
          name: path,
          data: new BigInt64Array(count(shape)),
          shape: [...shape],
          dtype: '<q',
        });
    }
  } finally {
    target.close();
  }
}

function writeAttribute(group: Group, name: string, { value, length }: RecordedAttribute): void {
  const dtype = length === null ? 'S' : `S${length}`;
  if (typeof value === 'string') group.create_attribute(name, value, [], dtype);
  else if (value && length === 0) group.create_attribute(name, new Float64Array(0), [0], '<d');
  else if (value) group.create_attribute(name, [...value], [value.length], dtype);
}

function count(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
