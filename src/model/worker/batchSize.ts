/** Pictures that run together at most: enough to keep the kernels busy, few enough to cancel between. */
export const BATCH = 8;

/** How long one turn at the kernels may take: a click in the middle of a folder's run waits for no more. */
const TURN_MS = 300;

/**
 * How many pictures to run together: a power of two, since every new size costs the kernels' preparation once.
 *
 * @param milliseconds - a picture's share of the last run
 */
export function batchFor(milliseconds: number): number {
  const fitting = Math.max(1, TURN_MS / milliseconds);
  return Math.min(BATCH, 2 ** Math.floor(Math.log2(fitting)));
}
