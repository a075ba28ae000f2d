import type { DeletionFigures } from '../../../shared/explainProtocol';
import { hashedValues } from '../../weights/untrained';
import { probabilityOf, type ClassRecord } from './chooseClass';
import { normalized, type Heatmap } from './heatmap';
import type { ScorePictures } from './scoreBatch';

export interface DeletionRequest {
  /** `[H, W, 3]`, normalised. */
  readonly image: Float32Array;
  readonly input: { readonly height: number; readonly width: number };
  readonly heatmap: Heatmap;
  readonly classIndex: number;
  /** The same seed hides the same places again. */
  readonly seed: number;
}

/** Share of the picture that is hidden. */
export const HIDDEN_SHARE = 0.2;
const DRAWS = 10;
/** A map finer than this is judged by the means over so many cells a side, so that all maps hide areas, not specks. */
const FINEST = 10;

/**
 * Whether a map tells the truth: hides (in grey) the fifth of the picture that it marks most, and for comparison random
 * fifths, all in the same cells, and looks what is left of the class's probability. After the deletion metric of Petsiuk
 * et al., "RISE", BMVC 2018.
 *
 * @throws XceptionError `cancelled`
 */
export async function deletionTest(
  { image, input, heatmap, classIndex, seed }: DeletionRequest,
  model: ClassRecord,
  scorePictures: ScorePictures,
): Promise<DeletionFigures> {
  const cells = coarse(heatmap);
  const count = Math.max(1, Math.round(HIDDEN_SHARE * cells.values.length));
  const marked = highest(cells.values, count);
  const draws = Array.from({ length: DRAWS }, (_, draw) =>
    highest(hashedValues(seed * DRAWS + draw, cells.values.length, 0, 1), count),
  );
  const scores = await scorePictures(DRAWS + 2, (index) => {
    if (index === 0) return image;
    return hide(image, input, cells, index === 1 ? marked : (draws[index - 2] ?? []));
  });
  const [probability = 0, hidden = 0, ...random] = scores.map((of) => probabilityOf(of, model, classIndex));
  return {
    share: count / cells.values.length,
    seed,
    probability,
    hidden,
    random: random.reduce((sum, p) => sum + p, 0) / DRAWS,
    draws: random,
  };
}

/** Means over at most {@link FINEST} × {@link FINEST} cells. */
function coarse(heatmap: Heatmap): Heatmap {
  const values = normalized(heatmap);
  const height = Math.min(heatmap.height, FINEST);
  const width = Math.min(heatmap.width, FINEST);
  const sums = new Float32Array(height * width);
  const counts = new Float32Array(height * width);
  values.forEach((value, i) => {
    const y = Math.floor((Math.floor(i / heatmap.width) * height) / heatmap.height);
    const x = Math.floor(((i % heatmap.width) * width) / heatmap.width);
    sums[y * width + x] = (sums[y * width + x] ?? 0) + value;
    counts[y * width + x] = (counts[y * width + x] ?? 0) + 1;
  });
  return { values: sums.map((sum, i) => sum / (counts[i] ?? 1)), height, width };
}

/** Numbers of the cells with the highest values; of equal ones, the first. */
function highest(values: Float32Array, count: number): readonly number[] {
  const order = Array.from(values, (_, index) => index);
  return order.sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b).slice(0, count);
}

function hide(
  image: Float32Array,
  input: { readonly height: number; readonly width: number },
  grid: Heatmap,
  cells: readonly number[],
): Float32Array {
  const hidden = image.slice();
  const edge = (cell: number, pixels: number, of: number): number => Math.round((cell * pixels) / of);
  for (const cell of cells) {
    const row = Math.floor(cell / grid.width);
    const column = cell % grid.width;
    const left = edge(column, input.width, grid.width);
    const right = edge(column + 1, input.width, grid.width);
    for (let y = edge(row, input.height, grid.height); y < edge(row + 1, input.height, grid.height); y++) {
      hidden.fill(0, (y * input.width + left) * 3, (y * input.width + right) * 3);
    }
  }
  return hidden;
}
