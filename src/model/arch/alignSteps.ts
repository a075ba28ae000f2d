import type { Step } from './diffSteps';

/** Two steps side by side; one of them is missing where only one network has it. */
export type StepPair = readonly [Step | null, Step | null];

/**
 * Lays the steps of two blocks beside each other: in order, like with like, and among several ways the one with the most
 * pairs of equal shape (a head's last dense layer is the last one of the other head, not its first).
 */
export function alignSteps(a: readonly Step[], b: readonly Step[]): readonly StepPair[] {
  // best[i][j]: the score of the steps from i and j on, as in the longest common subsequence.
  const best = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0;
  const paired = (i: number, j: number): number => at(i + 1, j + 1) + likeness(a[i], b[j]);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = best[i];
      if (row) row[j] = Math.max(paired(i, j), at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: StepPair[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i] ?? null, b[j] ?? null];
    if (left && right && likeness(left, right) > 0 && at(i, j) === paired(i, j)) {
      pairs.push([left, right]);
      i++;
      j++;
    } else if (left && (!right || at(i, j) === at(i + 1, j))) {
      pairs.push([left, null]);
      i++;
    } else {
      pairs.push([null, right]);
      j++;
    }
  }
  return pairs;
}

/** 0 for steps that are no pair. Equal widths decide among alignments with as many pairs, never against a pair. */
function likeness(a: Step | undefined, b: Step | undefined): number {
  if (a?.kind !== b?.kind) return 0;
  const [left, right] = [a?.layers.at(-1)?.output, b?.layers.at(-1)?.output];
  return left?.channels === right?.channels ? 1001 : 1000;
}
