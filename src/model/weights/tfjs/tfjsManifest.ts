import { elements } from '../../arch/elements';
import { isRecord } from '../keras/json';
import { damaged, unsupported } from '../numbers/modelErrors';
import { bytesOf, isTensorName, readShape } from '../numbers/storedNumbers';

/** A tensor of a TensorFlow.js model. */
export interface TfjsWeight {
  readonly name: string;
  readonly shape: readonly number[];
  /** As its bytes are stored: `float32`, `uint8`, … */
  readonly stored: string;
  /** What stored whole numbers mean: `value · scale + min`. Absent for floats. */
  readonly affine?: { readonly scale: number; readonly min: number };
  /** Position in its group's bytes. */
  readonly offset: number;
  readonly bytes: number;
}

/** A part of a model's weights: the files that hold it, which count as one run of bytes, and its tensors in order. */
export interface TfjsGroup {
  readonly paths: readonly string[];
  readonly weights: readonly TfjsWeight[];
  readonly bytes: number;
}

/**
 * The `weightsManifest` of a `model.json`: `[{paths: […], weights: [{name, shape, dtype, quantization?}]}]`.
 *
 * Source: `decodeWeights` in tfjs-core/src/io/io_utils.ts.
 *
 * @throws XceptionError `model-unreadable`; `model-unsupported` for weights that are no numbers
 */
export function readManifest(manifest: unknown, file: string): readonly TfjsGroup[] {
  if (!Array.isArray(manifest)) throw damaged(file, 'it has no weightsManifest');
  return manifest.map((group: unknown) => {
    const { paths, weights } = isRecord(group) ? group : {};
    if (!isTexts(paths) || !Array.isArray(weights)) throw damaged(file, 'a group of its weights is none');
    let bytes = 0;
    const placed = weights.map((weight: unknown) => {
      const read = readWeight(weight, bytes, file);
      bytes += read.bytes;
      return read;
    });
    return { paths, weights: placed, bytes };
  });
}

function readWeight(value: unknown, offset: number, file: string): TfjsWeight {
  const { name, shape: sizes, dtype, quantization } = isRecord(value) ? value : {};
  const shape = readShape(sizes);
  if (!isTensorName(name) || !shape || typeof dtype !== 'string') {
    throw damaged(file, 'one of its weights has no name, shape or type');
  }
  const quantized = isRecord(quantization) ? quantization : undefined;
  const stored = quantized ? quantized['dtype'] : dtype;
  const width = typeof stored === 'string' ? bytesOf(stored) : undefined;
  if (typeof stored !== 'string' || width === undefined) {
    throw unsupported(file, `has a weight ${name} of the type ${String(stored)}`, ADVICE);
  }
  const affine = stored.startsWith('uint') && quantized ? readAffine(quantized) : undefined;
  if (quantized && stored !== 'float16' && !affine) {
    throw damaged(file, `the quantization of ${name} has no scale`);
  }
  return { name, shape, stored, ...(affine && { affine }), offset, bytes: elements(shape) * width };
}

const ADVICE =
  'Convert the Keras model again, with float32 weights or with uint8, uint16 or float16 quantization.';

function readAffine({ scale, min }: Readonly<Record<string, unknown>>): TfjsWeight['affine'] {
  return typeof scale === 'number' && typeof min === 'number' ? { scale, min } : undefined;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
