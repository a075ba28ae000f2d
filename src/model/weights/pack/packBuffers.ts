import type { TensorPlace } from './packLayout';

/** Few enough buffers to read at once, small enough to be given back one by one. */
const GROUP_BYTES = 64 * 2 ** 20;
/** TensorFlow takes over a buffer whose address is a multiple of this many bytes, and copies any other. */
const ALIGNMENT = 64;
/**
 * Node gets large buffers from malloc, whose own header of this many bytes stands before them at the start of a page. Where
 * it is not so, TensorFlow copies, and nothing else changes.
 */
const MALLOC_HEADER = 16;

/** Tensors that follow one another, in groups for one buffer each. */
export function* tensorGroups(tensors: readonly TensorPlace[]): Generator<readonly TensorPlace[]> {
  let group: TensorPlace[] = [];
  let bytes = 0;
  for (const tensor of tensors) {
    if (bytes + 4 * tensor.length > GROUP_BYTES && group.length > 0) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(tensor);
    bytes += 4 * tensor.length;
  }
  yield group;
}

/** Arrays of these lengths on one buffer, each where TensorFlow can use it without a copy. */
export function alignedViews(lengths: readonly number[]): readonly Float32Array<ArrayBuffer>[] {
  let end = ALIGNMENT - MALLOC_HEADER;
  const starts = lengths.map((length) => {
    const start = end;
    end += Math.ceil((4 * length) / ALIGNMENT) * ALIGNMENT;
    return start;
  });
  const buffer = new ArrayBuffer(end);
  return lengths.map((length, index) => new Float32Array(buffer, starts[index], length));
}
