/** A function's value and gradient at a point. */
export interface Evaluated {
  readonly value: number;
  readonly gradient: Float64Array;
}

export interface LbfgsOptions {
  readonly iterations: number;
  /** It is done where no part of the gradient is larger; scikit-learn's default. */
  readonly tolerance?: number;
  /** Called after each iteration. @returns whether to go on */
  readonly onIteration?: (
    iteration: number,
    point: Float64Array,
    value: number,
  ) => boolean | Promise<boolean>;
}

/** Steps that the curvature is told by, as in SciPy. */
const MEMORY = 10;
/** A step must win this share of what the slope promises (Armijo). */
const SUFFICIENT = 1e-4;
const SHORTEST_STEP = 1e-10;

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly product: number;
}

/**
 * The minimum of a smooth function by limited-memory BFGS with backtracking (Nocedal and Wright, "Numerical
 * Optimization", algorithm 7.4). Of a convex one, such as the loss of softmax regression, it is the only one.
 *
 * @returns the last point
 */
export async function lbfgs(
  evaluate: (point: Float64Array) => Evaluated,
  start: Float64Array,
  { iterations, tolerance = 1e-4, onIteration }: LbfgsOptions,
): Promise<Float64Array> {
  let point = start;
  let here = evaluate(point);
  const pairs: Pair[] = [];
  for (let iteration = 1; iteration <= iterations; iteration++) {
    if (largest(here.gradient) <= tolerance) break;
    const moved = search(evaluate, point, here, pairs);
    if (!moved) break;
    remember(pairs, point, here, moved.point, moved.there);
    point = moved.point;
    here = moved.there;
    if (onIteration && !(await onIteration(iteration, point, here.value))) break;
  }
  return point;
}

function search(
  evaluate: (point: Float64Array) => Evaluated,
  point: Float64Array,
  here: Evaluated,
  pairs: readonly Pair[],
): { readonly point: Float64Array; readonly there: Evaluated } | undefined {
  const direction = descent(here.gradient, pairs);
  const slope = dot(here.gradient, direction);
  let length = pairs.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(here.gradient, here.gradient))) : 1;
  for (; length >= SHORTEST_STEP; length /= 2) {
    const next = point.map((value, i) => value + length * (direction[i] ?? 0));
    const there = evaluate(next);
    if (there.value <= here.value + SUFFICIENT * length * slope) return { point: next, there };
  }
  return undefined;
}

/** The two-loop recursion: the negative gradient, seen through the curvature of the last steps. */
function descent(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.map((value) => -value);
  const shares = pairs.map(() => 0);
  pairs.toReversed().forEach(({ step, change, product }, back) => {
    const share = dot(step, direction) / product;
    shares[pairs.length - 1 - back] = share;
    add(direction, change, -share);
  });
  const last = pairs.at(-1);
  if (last) {
    const scale = last.product / dot(last.change, last.change);
    for (let i = 0; i < direction.length; i++) direction[i] = (direction[i] ?? 0) * scale;
  }
  pairs.forEach(({ step, change, product }, i) => {
    add(direction, step, (shares[i] ?? 0) - dot(change, direction) / product);
  });
  return direction;
}

function remember(
  pairs: Pair[],
  from: Float64Array,
  here: Evaluated,
  to: Float64Array,
  there: Evaluated,
): void {
  const step = to.map((value, i) => value - (from[i] ?? 0));
  const change = there.gradient.map((value, i) => value - (here.gradient[i] ?? 0));
  const product = dot(step, change);
  // Without curvature along the step, the next direction would not lead downhill.
  if (product <= 1e-12 * dot(change, change)) return;
  pairs.push({ step, change, product });
  if (pairs.length > MEMORY) pairs.shift();
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function add(target: Float64Array, other: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] ?? 0) + factor * (other[i] ?? 0);
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
