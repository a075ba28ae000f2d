import type { TrainOptions } from './trainProtocol';

/** How many changed copies there are of each picture: of one that is only mirrored, one. */
export function copiesPerPicture({ augment, copies }: Pick<TrainOptions, 'augment' | 'copies'>): number {
  if (augment.length === 0) return 0;
  return augment.every((kind) => kind === 'flip') ? 1 : copies;
}
