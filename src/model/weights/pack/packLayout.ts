import { elements } from '../../arch/elements';
import { XceptionError } from '../../../shared/xceptionError';
import type { ModelFacts } from '../modelFacts';

/** Raised with every change of what a pack holds or means: older ones are made anew. */
export const PACK_VERSION = 1;

export interface NamedShape {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Where a tensor lies, counted in float32 values from the first. */
export interface TensorPlace extends NamedShape {
  readonly offset: number;
  readonly length: number;
}

export interface PackLayout {
  readonly tensors: readonly TensorPlace[];
  /** Byte at which the values start. */
  readonly dataStart: number;
}

export interface PackHeader extends PackLayout {
  readonly facts: ModelFacts;
  /** What the whole file must be long. */
  readonly size: number;
}

/** Left in the header for warnings, which are known after the last tensor. */
const WARNINGS_ROOM = 4096;
const ALIGNMENT = 64;

/**
 * Places tensors one after another.
 *
 * A safetensors file is eight bytes of length (little-endian), a JSON object of tensors with `__metadata__` of strings,
 * padded with spaces, and the values.
 */
export function layOut(shapes: readonly NamedShape[], facts: ModelFacts): PackLayout {
  const tensors = placed(shapes);
  const bytes = 8 + Buffer.byteLength(headerText(tensors, facts)) + WARNINGS_ROOM;
  return { tensors, dataStart: Math.ceil(bytes / ALIGNMENT) * ALIGNMENT };
}

/** The header's bytes, up to {@link PackLayout.dataStart}. */
export function encodeHeader({ tensors, dataStart }: PackLayout, facts: ModelFacts): Uint8Array {
  const bytes = Buffer.alloc(dataStart, ' ');
  const text = Buffer.from(headerText(tensors, facts));
  if (8 + text.length > dataStart)
    throw new XceptionError('internal', 'The warnings do not fit into the pack.');
  bytes.writeBigUInt64LE(BigInt(dataStart - 8), 0);
  text.copy(bytes, 8);
  return bytes;
}

/** @returns undefined for what is no pack of this version */
export function decodeHeader(text: string): PackHeader | undefined {
  try {
    const { __metadata__: metadata, ...entries } = JSON.parse(text) as HeaderJson;
    if (metadata.version !== String(PACK_VERSION)) return undefined;
    const facts = JSON.parse(metadata.facts) as ModelFacts;
    const shapes = Object.entries(entries as TensorsJson).map(([name, { shape }]) => ({ name, shape }));
    const tensors = placed(shapes);
    // What is written is what would be written again: anything else is damage.
    if (headerText(tensors, facts) !== text.trimEnd()) return undefined;
    const dataStart = 8 + Buffer.byteLength(text);
    const size = tensors.reduce((sum, { length }) => sum + 4 * length, dataStart);
    return { tensors, dataStart, facts, size };
  } catch {
    return undefined;
  }
}

type TensorsJson = Readonly<Record<string, { readonly shape: readonly number[] }>>;
type HeaderJson = TensorsJson & {
  readonly __metadata__: { readonly version: string; readonly facts: string };
};

function placed(shapes: readonly NamedShape[]): readonly TensorPlace[] {
  let offset = 0;
  return shapes.map(({ name, shape }) => {
    const length = elements(shape);
    const place = { name, shape, offset, length };
    offset += length;
    return place;
  });
}

function headerText(tensors: readonly TensorPlace[], facts: ModelFacts): string {
  return JSON.stringify({
    __metadata__: { version: String(PACK_VERSION), facts: JSON.stringify(facts) },
    ...Object.fromEntries(
      tensors.map(({ name, shape, offset, length }) => [
        name,
        { dtype: 'F32', shape, data_offsets: [4 * offset, 4 * (offset + length)] },
      ]),
    ),
  });
}
