/** Vectors of one size, one after the other: `[count, size]`. */
export interface Vectors {
  readonly values: Float32Array;
  readonly size: number;
  readonly count: number;
}

export function vectorAt({ values, size }: Vectors, index: number): Float32Array {
  return values.subarray(index * size, (index + 1) * size);
}

/** Product of two vectors that may lie in others, from `a[at]` and `b[to]` on. */
export function dot(a: Float32Array, at: number, b: Float32Array, to: number, size: number): number {
  // Four sums: each addition need not wait for the one before.
  let [first, second, third, fourth] = [0, 0, 0, 0];
  const whole = size - (size % 4);
  for (let i = 0; i < whole; i += 4) {
    first += (a[at + i] ?? 0) * (b[to + i] ?? 0);
    second += (a[at + i + 1] ?? 0) * (b[to + i + 1] ?? 0);
    third += (a[at + i + 2] ?? 0) * (b[to + i + 2] ?? 0);
    fourth += (a[at + i + 3] ?? 0) * (b[to + i + 3] ?? 0);
  }
  for (let i = whole; i < size; i++) first += (a[at + i] ?? 0) * (b[to + i] ?? 0);
  return first + second + (third + fourth);
}

/** Adds a multiple of `b[from]` and on to `into[at]` and on. */
export function addScaled(
  into: Float32Array,
  at: number,
  factor: number,
  b: Float32Array,
  from: number,
  size: number,
): void {
  for (let i = 0; i < size; i++) into[at + i] = (into[at + i] ?? 0) + factor * (b[from + i] ?? 0);
}

/** Scales a vector to length 1 where it lies; one of zeros stays. */
export function normalise(vector: Float32Array): void {
  const length = Math.sqrt(dot(vector, 0, vector, 0, vector.length));
  if (length === 0) return;
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) / length;
}

/** Lets messages in, a cancel above all, and meets it. */
export async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise(setImmediate);
  signal.throwIfAborted();
}
