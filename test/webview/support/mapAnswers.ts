import type { MapMethods, MapPicture, PanelMap } from '../../../src/shared/panelProtocol';
import type { Handlers } from '../../../src/shared/rpc';
import { entry } from './states';

const LABELS = ['cup', 'fork', 'glass', undefined] as const;

/** Forty pictures in rows of four, a column for each label; the last has none. Every fifth is answered wrongly. */
export function mapHandlers(): Handlers<MapMethods> {
  return { pictureMap: () => pictureMap(), showChosen: () => null };
}

export function pictureMap(): PanelMap {
  const pictures = Array.from({ length: 40 }, (_, index): MapPicture => {
    const label = LABELS[index % 4];
    const predicted = index % 5 === 0 ? 'plate' : (label ?? 'spoon');
    const { id, name } = entry(index + 1);
    return {
      id,
      name,
      predicted,
      ...(label !== undefined && { label, right: label === predicted }),
    };
  });
  const points = Float32Array.from(
    pictures.flatMap((_, index) => [((index % 4) - 1.5) / 1.5, (Math.floor(index / 4) - 4.5) / 4.5]),
  );
  return { points, pictures };
}
