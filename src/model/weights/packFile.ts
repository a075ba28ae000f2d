import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { XceptionError } from '../../shared/xceptionError';
import { cacheError } from './cacheError';
import type { ModelFacts } from './modelFacts';
import {
  decodeHeader,
  encodeHeader,
  layOut,
  type NamedShape,
  type PackHeader,
  type TensorPlace,
} from './pack/packLayout';
import { alignedViews, tensorGroups } from './pack/packBuffers';
import type { NamedTensor } from './readTensors';
import type { Weights, WeightTensor } from './tensorFile';

/** A model on its way into a pack: its tensors come one by one, and what is noted of them is known after the last. */
export interface PackSource {
  readonly facts: ModelFacts;
  /** All tensors, in the order in which they will come. */
  readonly shapes: readonly NamedShape[];
  readonly tensors: AsyncIterable<NamedTensor>;
  /** Asked once all tensors have come. */
  readonly warnings: () => readonly string[];
}

/** How a pack is read. */
export interface PackReading {
  /** Called when the reads are under way: what keeps this thread busy then takes no longer for it. */
  readonly meanwhile?: (() => void) | undefined;
  /** Which tensors to read, by their names; all by default. */
  readonly only?: ((tensor: string) => boolean) | undefined;
}

/** A model as a pack holds it. */
export interface PackedModel {
  readonly facts: ModelFacts;
  readonly weights: Weights;
}

const MAX_HEADER_BYTES = 2 ** 20;

/**
 * Writes a model as a safetensors file of float32 tensors in TensorFlow's layout, with the model's facts in its metadata.
 * Readers see it whole or not at all.
 *
 * @throws XceptionError `file-unreadable` when the disk does not take it
 */
export async function writePack(source: PackSource, file: string): Promise<void> {
  const temporary = `${file}.${randomUUID()}.part`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    const target = await open(temporary, 'wx', 0o600);
    try {
      await writeTo(target, source);
    } finally {
      await target.close();
    }
    await rename(temporary, file);
  } catch (thrown) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw (thrown as NodeJS.ErrnoException).syscall === undefined ? thrown : cacheError(thrown);
  }
}

async function writeTo(target: FileHandle, source: PackSource): Promise<void> {
  const { facts, shapes } = source;
  const layout = layOut(shapes, facts);
  const places = new Map(layout.tensors.map((place) => [place.name, place]));
  // One tensor is written while the next is read.
  let writing: Promise<unknown> = Promise.resolve();
  for await (const { name, data } of source.tensors) {
    const place = places.get(name);
    if (place?.length !== data.length)
      throw new XceptionError('internal', `${name} has ${data.length} values.`);
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    await writing;
    writing = target.write(bytes, 0, bytes.length, layout.dataStart + 4 * place.offset);
    // Awaited with the next tensor: until then a failure is nobody's unhandled one.
    writing.catch(() => undefined);
  }
  await writing;
  const warnings = [...facts.warnings, ...source.warnings()];
  const header = encodeHeader(layout, { ...facts, warnings });
  await target.write(header, 0, header.length, 0);
}

/**
 * Reads a pack: plain reads of the whole file into buffers that TensorFlow can take over as they are.
 *
 * @throws XceptionError `model-unreadable` for a pack that is damaged, cut off or of another version
 */
export async function readPack(file: string, { meanwhile, only }: PackReading = {}): Promise<PackedModel> {
  const source = await open(file, 'r');
  try {
    const header = await readHeader(source, file);
    const reading = Promise.all(
      Array.from(groupsOf(header, only), async (group) => {
        const views = alignedViews(group.map(({ length }) => length));
        await readFully(source, views, header.dataStart + 4 * (group[0]?.offset ?? 0), file);
        return group.map(({ name, shape }, index): [string, WeightTensor] => [
          name,
          { shape, data: views[index] ?? new Float32Array() },
        ]);
      }),
    );
    meanwhile?.();
    return { facts: header.facts, weights: new Map((await reading).flat()) };
  } finally {
    await source.close();
  }
}

function groupsOf({ tensors }: PackHeader, only: PackReading['only']): Iterable<readonly TensorPlace[]> {
  return only ? tensors.filter(({ name }) => only(name)).map((tensor) => [tensor]) : tensorGroups(tensors);
}

async function readHeader(source: FileHandle, file: string): Promise<PackHeader> {
  const start = new Uint8Array(8);
  await readFully(source, [start], 0, file);
  const length = Number(new DataView(start.buffer).getBigUint64(0, true));
  if (length > MAX_HEADER_BYTES) throw damagedPack(file);
  const text = new Uint8Array(length);
  await readFully(source, [text], 8, file);
  const header = decodeHeader(Buffer.from(text.buffer).toString('utf8'));
  const { size } = await source.stat();
  if (header?.size === size) return header;
  throw damagedPack(file);
}

/** Fills `targets` one after another from the bytes at `position` on. */
async function readFully(
  source: FileHandle,
  targets: readonly (Uint8Array | Float32Array)[],
  position: number,
  file: string,
): Promise<void> {
  let rest = targets.map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
  while (rest.length > 0) {
    const { bytesRead } = await source.readv(rest, position);
    if (bytesRead === 0) throw damagedPack(file);
    position += bytesRead;
    rest = without(rest, bytesRead);
  }
}

/** What is left of `targets` when their first `bytes` are filled. */
function without(targets: readonly Uint8Array[], bytes: number): Uint8Array[] {
  const rest: Uint8Array[] = [];
  for (const target of targets) {
    if (bytes < target.length) rest.push(target.subarray(bytes));
    bytes = Math.max(0, bytes - target.length);
  }
  return rest;
}

function damagedPack(file: string): XceptionError {
  return new XceptionError('model-unreadable', `The prepared weights ${file} are damaged.`);
}
