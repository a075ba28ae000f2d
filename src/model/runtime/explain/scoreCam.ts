import { chooseClass, probabilityOf, type ClassRecord } from './chooseClass';
import type { Explained, Heatmap } from './heatmap';
import { stretch } from './bilinear';
import type { ScorePictures } from './scoreBatch';

export interface ScoreCamRequest {
  /** `[H, W, 3]`, normalised. */
  readonly image: Float32Array;
  readonly input: { readonly height: number; readonly width: number };
  /** A layer's output for it, `[h, w, C]`. */
  readonly maps: LayerMaps;
  readonly classIndex?: number | undefined;
  /** How many maps are tried: those with the greatest standard deviation. */
  readonly most: number;
}

export interface LayerMaps {
  readonly values: Float32Array;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

export const SCORE_CAM_MAPS = 64;

/**
 * Class activation map without gradients: each map, stretched over the picture and scaled to 0 … 1, is a mask; the
 * probability of the class under that mask is the map's weight.
 *
 * Source: Wang et al., "Score-CAM", CVPR workshops 2020, with the probability after softmax as the score. That paper
 * tries all maps; here only those with the greatest standard deviation are, since a map that is nearly even masks
 * nothing once it is scaled (Tabayashi's "Faster-Score-CAM").
 *
 * @throws XceptionError `usage` for a class that is not there; `cancelled`
 */
export async function scoreCam(
  { image, input, maps, classIndex: asked, most }: ScoreCamRequest,
  model: ClassRecord,
  scorePictures: ScorePictures,
): Promise<Explained> {
  const { height, width, channels } = maps;
  const chosen = mostVaried(maps, most);
  const masked = await scorePictures(chosen.length + 1, (index) =>
    index === 0
      ? image
      : under(image, stretch(scaled(mapOf(maps, chosen[index - 1] ?? 0)), input.height, input.width)),
  );
  const scores = masked[0] ?? new Float32Array();
  const classIndex = chooseClass(scores, model, asked);
  const sums = new Float64Array(height * width);
  chosen.forEach((channel, index) => {
    const weight = probabilityOf(masked[index + 1] ?? [], model, classIndex);
    for (let i = 0; i < sums.length; i++) {
      sums[i] = (sums[i] ?? 0) + weight * (maps.values[i * channels + channel] ?? 0);
    }
  });
  const values = Float32Array.from(sums, (sum) => Math.max(sum, 0));
  return { values, height, width, classIndex, scores, runs: masked.length };
}

/** Channels in falling order of their standard deviation; those that are the same everywhere are left out. */
function mostVaried(maps: LayerMaps, most: number): readonly number[] {
  const spreads = Array.from({ length: maps.channels }, (_, channel) =>
    variance(mapOf(maps, channel).values),
  );
  return spreads
    .map((_, channel) => channel)
    .filter((channel) => (spreads[channel] ?? 0) > 0)
    .sort((a, b) => (spreads[b] ?? 0) - (spreads[a] ?? 0) || a - b)
    .slice(0, most);
}

/** Exactly 0 where all values are alike, NaN where one is no number. */
function variance(values: Float32Array): number {
  const [first = 0] = values;
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value - first;
    squares += (value - first) ** 2;
  }
  return squares / values.length - (sum / values.length) ** 2;
}

function mapOf({ values, height, width, channels }: LayerMaps, channel: number): Heatmap {
  return {
    height,
    width,
    values: Float32Array.from({ length: height * width }, (_, i) => values[i * channels + channel] ?? 0),
  };
}

/** From 0 at the lowest value to 1 at the highest. */
function scaled({ values, ...size }: Heatmap): Heatmap {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const span = values.reduce((a, b) => Math.max(a, b), -Infinity) - least;
  return { ...size, values: values.map((value) => (value - least) / span) };
}

/** The picture under a mask: where that is 0, the picture is the middle grey that networks know as nothing. */
function under(image: Float32Array, mask: Float32Array): Float32Array {
  return image.map((value, i) => value * (mask[Math.floor(i / 3)] ?? 0));
}
