import { open, readFile, rm } from 'node:fs/promises';
import { floatsFrom } from '../dataset/store/floats';
import { writeAtomically } from '../export/atomicTarget';
import { bytesOf, writePieces } from '../export/writeBytes';
import type { WeightTensor, Weights } from '../weights/tensorFile';

/** A training between two epochs: everything that is needed to go on as if nothing had happened. */
export interface Checkpoint {
  /** Tells this training from all others: data, options, network, input. */
  readonly key: string;
  readonly epoch: number;
  readonly weights: Weights;
  /** The norms' running statistics. */
  readonly statistics: Weights;
  /** Of the optimizer. */
  readonly state: Weights;
}

type Part = 'weights' | 'statistics' | 'state';
const PARTS: readonly Part[] = ['weights', 'statistics', 'state'];

interface Header {
  readonly key: string;
  readonly epoch: number;
  readonly tensors: readonly {
    readonly part: Part;
    readonly name: string;
    readonly shape: readonly number[];
  }[];
}

const LENGTH_BYTES = 8;
const MAX_HEADER_BYTES = 2 ** 24;

export function checkpointFile(out: string): string {
  return `${out}.checkpoint`;
}

/** Writes a checkpoint: under its name there is the whole of it, or the one before. */
export async function writeCheckpoint(file: string, checkpoint: Checkpoint): Promise<void> {
  const { key, epoch } = checkpoint;
  const tensors = PARTS.flatMap((part) =>
    [...checkpoint[part]].map(([name, { shape, data }]) => ({ part, name, shape, data })),
  );
  const header: Header = {
    key,
    epoch,
    tensors: tensors.map(({ part, name, shape }) => ({ part, name, shape })),
  };
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeBigUInt64LE(BigInt(text.length));
  await writeAtomically(file, { folder: false, overwrite: true }, (temporary) =>
    writePieces(temporary, async (put) => {
      await put(length);
      await put(text);
      for (const { data } of tensors) await put(bytesOf(data));
    }),
  );
}

/** What a checkpoint is of, without its tensors; undefined where there is none, or none that can be read. */
export async function checkpointKey(file: string): Promise<string | undefined> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return undefined;
  try {
    const length = Buffer.alloc(LENGTH_BYTES);
    await handle.read(length, 0, LENGTH_BYTES, 0);
    const size = Number(length.readBigUInt64LE());
    if (size > MAX_HEADER_BYTES) return '';
    const text = Buffer.alloc(size);
    await handle.read(text, 0, size, LENGTH_BYTES);
    return (JSON.parse(text.toString('utf8')) as Header).key;
  } catch {
    // Something is there, and it is nobody's checkpoint.
    return '';
  } finally {
    await handle.close();
  }
}

/** Reads a checkpoint. @throws whatever reading it throws */
export async function readCheckpoint(file: string): Promise<Checkpoint> {
  const bytes = await readFile(file);
  const size = Number(bytes.readBigUInt64LE());
  const header = JSON.parse(bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + size).toString('utf8')) as Header;
  const parts: Readonly<Record<Part, Map<string, WeightTensor>>> = {
    weights: new Map(),
    statistics: new Map(),
    state: new Map(),
  };
  let at = LENGTH_BYTES + size;
  for (const { part, name, shape } of header.tensors) {
    const end = at + 4 * shape.reduce((product, side) => product * side, 1);
    if (end > bytes.length) throw new Error(`${file} is cut off.`);
    parts[part].set(name, { shape, data: floatsFrom(bytes.subarray(at, end)) });
    at = end;
  }
  return { key: header.key, epoch: header.epoch, ...parts };
}

export async function removeCheckpoint(file: string): Promise<void> {
  await rm(file, { force: true });
}
