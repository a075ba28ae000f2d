import { Nearest, type Scored } from './nearest';
import { principalAxes, project } from './principalAxes';
import { breathe, dot, normalise, vectorAt, type Vectors } from './vectors';

/** Gives vectors by their number, whole or piece by piece. */
export interface VectorSource {
  readonly count: number;
  readonly size: number;
  /** A copy of the vector, which its caller may change. */
  vector(index: number): Float32Array;
}

/** Vectors up to which all of them are held and compared: 32 MB of features. */
const HELD = 4096;
/** Axes that are held of more vectors, and vectors that these axes are found from. */
const AXES = 64;
const SAMPLE = 1024;
/** Vectors that are compared in full after the axes have chosen them, at least and for each that is wanted. */
const CHOSEN = 128;
const CHOSEN_EACH = 16;
const TOGETHER = 256;

export interface IndexOptions {
  readonly signal: AbortSignal;
  /** Vectors up to which all are held; others than the product's in tests. */
  readonly held?: number;
}

/**
 * Finds the vectors at the smallest angles to another. Few vectors are all compared. Of many, their coordinates along the
 * axes in which they differ most are compared, in contiguous memory, and the best of these in full.
 */
export class VectorIndex {
  private constructor(
    private readonly source: VectorSource,
    /** All of the vectors at length 1, or their coordinates along {@link axes}. */
    private readonly rows: Vectors,
    private readonly axes: Vectors | undefined,
  ) {}

  get count(): number {
    return this.source.count;
  }

  /** Whether every answer is exact. */
  get isExact(): boolean {
    return this.axes === undefined;
  }

  static async build(source: VectorSource, { signal, held = HELD }: IndexOptions): Promise<VectorIndex> {
    const { count, size } = source;
    const axes =
      count <= held ? undefined : await principalAxes(await sampleOf(source, signal), AXES, signal);
    const width = axes?.count ?? size;
    const values = new Float32Array(count * width);
    for (let index = 0; index < count; index++) {
      if (index % TOGETHER === 0) await breathe(signal);
      const vector = unit(source, index);
      if (axes) project(vector, axes, values, index * width);
      else values.set(vector, index * width);
    }
    return new VectorIndex(source, { values, size: width, count }, axes);
  }

  /**
   * The vectors most like another.
   *
   * @param query - of any length but 0
   * @returns cosines, greatest first
   */
  nearest(query: Float32Array, most: number): readonly Scored[] {
    const whole = Float32Array.from(query);
    normalise(whole);
    const { rows, axes } = this;
    if (!axes) return scan(rows, whole, most);
    const along = new Float32Array(axes.count);
    project(whole, axes, along);
    const chosen = scan(rows, along, Math.max(CHOSEN, CHOSEN_EACH * most));
    const nearest = new Nearest(most);
    for (const { index } of chosen) {
      const vector = unit(this.source, index);
      nearest.offer(index, dot(vector, 0, whole, 0, whole.length));
    }
    return nearest.best();
  }
}

function scan({ values, size, count }: Vectors, query: Float32Array, most: number): readonly Scored[] {
  const nearest = new Nearest(Math.min(most, count));
  for (let index = 0; index < count; index++) nearest.offer(index, dot(values, index * size, query, 0, size));
  return nearest.best();
}

/** Vectors from all over, at length 1. */
async function sampleOf(source: VectorSource, signal: AbortSignal): Promise<Vectors> {
  const count = Math.min(SAMPLE, source.count);
  const sample: Vectors = { values: new Float32Array(count * source.size), size: source.size, count };
  for (let at = 0; at < count; at++) {
    if (at % TOGETHER === 0) await breathe(signal);
    vectorAt(sample, at).set(unit(source, Math.floor((at * source.count) / count)));
  }
  return sample;
}

function unit(source: VectorSource, index: number): Float32Array {
  const vector = source.vector(index);
  normalise(vector);
  return vector;
}
