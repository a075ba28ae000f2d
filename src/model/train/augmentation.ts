import type { TrainOptions } from '../../shared/trainProtocol';
import type { PictureAugmentation } from '../image/augmentPicture';
import type { Random } from './random';

/** Share of a picture's area that a crop keeps, and how much wider or higher it may become. */
const LEAST_AREA = 0.6;
const ASPECT = 1.2;
/** Factors of brightness, saturation and contrast lie between 1 ± this. */
const COLOUR = 0.25;

/** How one copy of a picture is changed. Copies are mirrored in turn, the rest is drawn. */
export function drawAugmentation(
  { augment }: Pick<TrainOptions, 'augment'>,
  copy: number,
  random: Random,
): PictureAugmentation {
  const flip = augment.includes('flip') && copy % 2 === 0;
  const colour = (): number => short(random.between(1 - COLOUR, 1 + COLOUR));
  return {
    flip,
    ...(augment.includes('crop') && { crop: drawCrop(random) }),
    ...(augment.includes('colour') && { brightness: colour(), saturation: colour(), contrast: colour() }),
  };
}

/** A part of the picture in nearly its own proportions (Szegedy et al., "Going deeper with convolutions", 2015, milder). */
function drawCrop(random: Random): NonNullable<PictureAugmentation['crop']> {
  const area = random.between(LEAST_AREA, 1);
  const aspect = Math.exp(random.between(-Math.log(ASPECT), Math.log(ASPECT)));
  const width = short(Math.min(1, Math.sqrt(area * aspect)));
  const height = short(Math.min(1, Math.sqrt(area / aspect)));
  return {
    left: short(random.between(0, 1 - width)),
    top: short(random.between(0, 1 - height)),
    width,
    height,
  };
}

/** Three digits: what is remembered of a change is what was done. */
function short(value: number): number {
  return Math.round(value * 1000) / 1000;
}
