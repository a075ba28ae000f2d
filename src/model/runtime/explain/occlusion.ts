import { XceptionError } from '../../../shared/xceptionError';
import { isTwoClasses } from '../predictions';
import { chooseClass, type ClassRecord } from './chooseClass';
import type { Explained } from './heatmap';
import type { ScorePictures } from './scoreBatch';

export interface OcclusionRequest {
  /** `[H, W, 3]`, normalised. */
  readonly image: Float32Array;
  readonly input: InputSize;
  readonly classIndex?: number | undefined;
  /** Side of the grey square, in pixels; a fifth of the input's shorter side by default. */
  readonly window?: number | undefined;
  /** Step between neighbouring places of the square; half of it by default. */
  readonly stride?: number | undefined;
}

interface InputSize {
  readonly height: number;
  readonly width: number;
}

/** More runs of the network than anybody waits for. */
const MOST_PLACES = 4096;

/**
 * Occlusion sensitivity: a grey square is moved over the picture, and where it lowers the class's odds, the network had
 * looked. A pixel's value is the mean over all squares that cover it; where hiding helps the class, it is 0.
 *
 * What is measured is the fall of `ln(p / (1 - p))`, since the probability itself hardly moves where a network is sure.
 *
 * Source: Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks", ECCV 2014, section 4.2.
 *
 * @throws XceptionError `usage` for a window or a stride that does not fit, or a class that is not there; `cancelled`
 */
export async function occlusion(
  { image, input, classIndex: asked, ...sizes }: OcclusionRequest,
  model: ClassRecord,
  scorePictures: ScorePictures,
): Promise<Explained> {
  const { window, stride } = checkSizes(input, sizes.window, sizes.stride);
  const places = placesOf(input.height, window, stride).flatMap((top) =>
    placesOf(input.width, window, stride).map((left) => ({ top, left })),
  );
  if (places.length > MOST_PLACES) {
    throw new XceptionError(
      'usage',
      `A square of ${window} pixels in steps of ${stride} has ${places.length} places, more than ${MOST_PLACES}. Make the steps longer.`,
    );
  }
  const all = await scorePictures(places.length + 1, (index) => {
    const place = places[index - 1];
    return place ? hide(image, input, { ...place, side: window }) : image;
  });
  const scores = all[0] ?? new Float32Array();
  const classIndex = chooseClass(scores, model, asked);
  const odds = (of: ArrayLike<number>): number => logOdds(of, model, classIndex);
  const whole = odds(scores);
  const { height, width } = input;
  const sums = new Float64Array(height * width);
  const counts = new Uint32Array(height * width);
  places.forEach(({ top, left }, index) => {
    const fall = whole - odds(all[index + 1] ?? []);
    for (let y = top; y < Math.min(top + window, height); y++) {
      for (let x = left; x < Math.min(left + window, width); x++) {
        sums[y * width + x] = (sums[y * width + x] ?? 0) + fall;
        counts[y * width + x] = (counts[y * width + x] ?? 0) + 1;
      }
    }
  });
  const values = Float32Array.from(sums, (sum, i) => Math.max(0, sum / Math.max(counts[i] ?? 0, 1)));
  return { values, height, width, classIndex, scores, runs: all.length };
}

function checkSizes(
  input: InputSize,
  window: number | undefined,
  stride: number | undefined,
): { window: number; stride: number } {
  const shorter = Math.min(input.height, input.width);
  const side = window ?? Math.round(shorter / 5);
  const step = stride ?? Math.max(1, Math.ceil(side / 2));
  if (!Number.isInteger(side) || side < 1 || side > shorter) {
    throw new XceptionError(
      'usage',
      `The grey square's side is a whole number of pixels from 1 to ${shorter}, not ${side}.`,
    );
  }
  if (!Number.isInteger(step) || step < 1 || step > side) {
    throw new XceptionError(
      'usage',
      `The step is a whole number of pixels from 1 to the square's ${side}, not ${step}: a longer one would leave gaps.`,
    );
  }
  return { window: side, stride: step };
}

/** Where the square begins along an axis; the last one ends with the picture. */
function placesOf(size: number, window: number, stride: number): readonly number[] {
  const last = size - window;
  const steps = Math.ceil(last / stride);
  return Array.from({ length: steps + 1 }, (_, step) => Math.min(step * stride, last));
}

/** A copy with a square of the middle grey, which is 0 once it is normalised. */
function hide(
  image: Float32Array,
  { width }: InputSize,
  { top, left, side }: { readonly top: number; readonly left: number; readonly side: number },
): Float32Array {
  const hidden = image.slice();
  for (let y = top; y < top + side; y++) {
    hidden.fill(0, (y * width + left) * 3, (y * width + left + side) * 3);
  }
  return hidden;
}

/** `ln(p / (1 - p))` from the scores themselves: `p` would be rounded to 1 where the network is sure. */
function logOdds(scores: ArrayLike<number>, model: ClassRecord, classIndex: number): number {
  if (isTwoClasses(scores, model.output)) return (classIndex === 0 ? -1 : 1) * (scores[0] ?? 0);
  const own = scores[classIndex] ?? 0;
  // A sigmoid's score is its log-odds already; of a single score there is nothing else to measure.
  if (model.output === 'sigmoid' || scores.length === 1) return own;
  const others = Array.from(scores).filter((_, index) => index !== classIndex);
  const greatest = others.reduce((a, b) => Math.max(a, b), -Infinity);
  return own - greatest - Math.log(others.reduce((sum, score) => sum + Math.exp(score - greatest), 0));
}
