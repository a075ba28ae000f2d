/**
 * Runs the network for pictures, `[height, width, 3]` each and normalised, in batches of the caller's choice.
 *
 * @returns for each its scores, before softmax or sigmoid
 * @throws XceptionError `cancelled`
 */
export type ScorePictures = (
  count: number,
  picture: (index: number) => Float32Array,
) => Promise<readonly Float32Array[]>;
