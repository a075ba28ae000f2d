import { UMAP } from 'umap-js';
import { Random } from '../../train/random';
import { Nearest } from './nearest';
import { principalAxes, project } from './principalAxes';
import { breathe, dot, vectorAt, type Vectors } from './vectors';

/** Axes that neighbours are looked for along: what is left of 2048 is noise to a map. */
const AXES = 50;
const SAMPLE = 2048;
const TOGETHER = 32;
/** Rounds of the layout: UMAP's own numbers for few and for many points. */
const ROUNDS = { few: 500, many: 200, from: 10_000 } as const;

export interface MapOptions {
  readonly seed: number;
  readonly neighbours: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/**
 * Places vectors in the plane so that those that are alike lie side by side: along their principal axes, then with UMAP
 * (McInnes, Healy, Melville 2018). The same vectors and the same seed give the same map.
 *
 * @param vectors - of length 1
 * @returns `[count, 2]`, from -1 to 1
 */
export async function planeMap(vectors: Vectors, options: MapOptions): Promise<Float32Array> {
  const { count } = vectors;
  const neighbours = Math.min(options.neighbours, count - 2);
  // Fewer have no neighbourhood that a layout could keep.
  if (neighbours < 2) return inACircle(count);
  const rounds = count < ROUNDS.from ? ROUNDS.few : ROUNDS.many;
  const total = count + rounds;
  const tell = (done: number): void => options.onProgress?.({ done, total });
  const reduced = await alongAxes(vectors, options.signal);
  const { indices, distances } = await neighbourhoods(reduced, neighbours + 1, options.signal, tell);
  const random = new Random(options.seed).for('map');
  const umap = new UMAP({ nNeighbors: neighbours + 1, nEpochs: rounds, random: () => random.next() });
  umap.setPrecomputedKNN(indices, distances);
  umap.initializeFit(Array.from({ length: count }, (_, index) => Array.from(vectorAt(reduced, index))));
  for (let round = 0; round < rounds; round++) {
    umap.step();
    await breathe(options.signal);
    tell(count + round + 1);
  }
  return fitted(umap.getEmbedding());
}

async function alongAxes(vectors: Vectors, signal: AbortSignal): Promise<Vectors> {
  const { size, count } = vectors;
  const taken = Math.min(SAMPLE, count);
  const sample: Vectors = { values: new Float32Array(taken * size), size, count: taken };
  for (let at = 0; at < taken; at++) {
    vectorAt(sample, at).set(vectorAt(vectors, Math.floor((at * count) / taken)));
  }
  const axes = await principalAxes(sample, AXES, signal);
  const reduced = new Float32Array(count * axes.count);
  for (let index = 0; index < count; index++) {
    if (index % TOGETHER === 0) await breathe(signal);
    project(vectorAt(vectors, index), axes, reduced, index * axes.count);
  }
  return { values: reduced, size: axes.count, count };
}

/** The nearest of each vector, itself first, and how far they are. */
async function neighbourhoods(
  { values, size, count }: Vectors,
  wanted: number,
  signal: AbortSignal,
  tell: (done: number) => void,
): Promise<{ readonly indices: number[][]; readonly distances: number[][] }> {
  const indices: number[][] = [];
  const distances: number[][] = [];
  const squares = Float32Array.from({ length: count }, (_, index) =>
    dot(values, index * size, values, index * size, size),
  );
  for (let index = 0; index < count; index++) {
    if (index % TOGETHER === 0) {
      await breathe(signal);
      tell(index);
    }
    const nearest = new Nearest(wanted - 1);
    for (let other = 0; other < count; other++) {
      if (other === index) continue;
      const product = dot(values, index * size, values, other * size, size);
      nearest.offer(other, 2 * product - (squares[index] ?? 0) - (squares[other] ?? 0));
    }
    const best = nearest.best();
    indices.push([index, ...best.map((scored) => scored.index)]);
    distances.push([0, ...best.map(({ score }) => Math.sqrt(Math.max(0, -score)))]);
  }
  return { indices, distances };
}

/** Moved and scaled, the same in both directions, so that all lie from -1 to 1. */
function fitted(points: readonly (readonly number[])[]): Float32Array {
  const range = (axis: number): readonly [number, number] => {
    const values = points.map((point) => point[axis] ?? 0);
    return [
      values.reduce((a, b) => Math.min(a, b), Infinity),
      values.reduce((a, b) => Math.max(a, b), -Infinity),
    ];
  };
  const ranges = [range(0), range(1)] as const;
  const half = Math.max(...ranges.map(([low, high]) => (high - low) / 2)) || 1;
  const map = new Float32Array(2 * points.length);
  points.forEach((point, index) => {
    ranges.forEach(([low, high], axis) => {
      map[2 * index + axis] = ((point[axis] ?? 0) - (low + high) / 2) / half;
    });
  });
  return map;
}

function inACircle(count: number): Float32Array {
  const turn = (index: number): number => (2 * Math.PI * Math.floor(index / 2)) / count;
  return Float32Array.from({ length: 2 * count }, (_, i) =>
    count === 1 ? 0 : i % 2 === 0 ? Math.cos(turn(i)) : Math.sin(turn(i)),
  );
}
