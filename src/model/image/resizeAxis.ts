/**
 * One axis of a resize. `inFrom` and `inExtent` are the part of the source that is stretched over `outSize` pixels; of
 * these only the window `outFirst` … `outFirst + outCount - 1` is wanted. Computing a window alone, instead of cutting it
 * from a whole result, keeps a picture of 20 000 × 1 pixels from growing to gigabytes on its way to a square.
 */
export interface ResizeAxis {
  readonly inSize: number;
  readonly inFrom: number;
  readonly inExtent: number;
  readonly outSize: number;
  readonly outFirst: number;
  readonly outCount: number;
}

/** True where all pixels come out as they are, so that nothing is to be computed along this axis. */
export function isUntouched({ inSize, inFrom, inExtent, outSize, outCount }: ResizeAxis): boolean {
  return inFrom === 0 && inExtent === inSize && outSize === inSize && outCount === outSize;
}
