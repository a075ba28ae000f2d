import type { NetworkId } from './network';

/**
 * How the numbers of one tensor (B) differ from those of another (A) of the same shape. Pairs of which one is NaN or
 * infinite are counted, and left out of everything else.
 */
export interface TensorDifference {
  /** Euclidean lengths, of the tensors and of B - A. */
  readonly normA: number;
  readonly normB: number;
  readonly normDifference: number;
  /** Inner product of the two. */
  readonly dot: number;
  /** The greatest absolute difference of a number. */
  readonly maxAbs: number;
  /** How many numbers are not the same, of {@link count}. */
  readonly changed: number;
  readonly count: number;
  readonly notFinite: number;
}

/** A tensor as one of the two files has it. */
export interface ComparedSide {
  /** Its name or path in the file. */
  readonly name: string;
  readonly dtype: string;
  /** In TensorFlow's layout where it is a variable of the network, else as stored. */
  readonly shape: readonly number[];
}

/** A tensor of one file and the other's for the same variable. One of them may be missing. */
export interface ComparedTensor {
  /** The network's variable, `block1_conv1/kernel`, as the first file has it; the file's own name for what is none. */
  readonly name: string;
  readonly layer: string;
  readonly a: ComparedSide | null;
  readonly b: ComparedSide | null;
  /** Null where one is missing, the shapes differ, or the numbers are no floats. */
  readonly difference: TensorDifference | null;
}

export interface ComparedFile {
  /** The file's name, or its folder's. */
  readonly file: string;
  /** The format's name, for people. */
  readonly format: string;
  /** The network that the file holds, or comes closest to. */
  readonly network: NetworkId | null;
}

/** The weights of two files, tensor by tensor: in the order of the first, then what only the second has. */
export interface WeightsComparison {
  readonly a: ComparedFile;
  readonly b: ComparedFile;
  /** Of all tensors that could be compared together; null where there are none. */
  readonly whole: TensorDifference | null;
  readonly tensors: readonly ComparedTensor[];
}

/** |B - A| / |A|; null where A is 0 throughout and B is not. */
export function relativeDifference({ normA, normDifference }: TensorDifference): number | null {
  if (normDifference === 0) return 0;
  return normA === 0 ? null : normDifference / normA;
}

/** Cosine of the angle between the two; null where one of them is 0 throughout. */
export function cosine({ normA, normB, normDifference, dot }: TensorDifference): number | null {
  if (normA === 0 || normB === 0) return null;
  if (normDifference === 0) return 1;
  return Math.max(-1, Math.min(1, dot / (normA * normB)));
}

/** Share of the numbers that are not the same, 0 to 1. */
export function changedShare({ changed, count }: TensorDifference): number {
  return count === 0 ? 0 : changed / count;
}

/** Several tensors as one long one; null for none. */
export function joinDifferences(parts: readonly TensorDifference[]): TensorDifference | null {
  if (parts.length === 0) return null;
  const sum = (of: (part: TensorDifference) => number): number =>
    parts.reduce((total, part) => total + of(part), 0);
  return {
    normA: Math.sqrt(sum(({ normA }) => normA ** 2)),
    normB: Math.sqrt(sum(({ normB }) => normB ** 2)),
    normDifference: Math.sqrt(sum(({ normDifference }) => normDifference ** 2)),
    dot: sum(({ dot }) => dot),
    maxAbs: Math.max(...parts.map(({ maxAbs }) => maxAbs)),
    changed: sum(({ changed }) => changed),
    count: sum(({ count }) => count),
    notFinite: sum(({ notFinite }) => notFinite),
  };
}
