import type { StoredLayer } from '../bindWeights';
import { fits, kindOf, type Wanted } from '../inferModel';

/** Files of strangers may have any number of layers, and the table below has a cell for each pair. */
const MOST_LAYERS = 4000;

const SHAPES = 4;
const NAME = 2;

/**
 * Pairs a network's layers with a file's so that as many as can be fit, both in their order: what is left over is missing, or
 * too much. Where shapes leave a choice, names decide; a layer of the right name in another shape is paired too.
 *
 * @returns the file's layer (its id) by the network's name
 */
export function alignLayers(
  wanted: readonly Wanted[],
  stored: readonly StoredLayer[],
): ReadonlyMap<string, string> {
  const rows = stored.slice(0, MOST_LAYERS);
  const width = rows.length + 1;
  // The best sum of scores for the layers from `w` and `s` on: a longest common subsequence with weights.
  const best = new Int32Array((wanted.length + 1) * width);
  const at = (w: number, s: number): number => best[w * width + s] ?? 0;
  const scores = wanted.map((layer) => rows.map((row) => score(layer, row)));
  for (let w = wanted.length - 1; w >= 0; w--) {
    for (let s = rows.length - 1; s >= 0; s--) {
      const own = scores[w]?.[s] ?? 0;
      best[w * width + s] = Math.max(at(w + 1, s), at(w, s + 1), own > 0 ? own + at(w + 1, s + 1) : 0);
    }
  }
  const pairs = new Map<string, string>();
  let [w, s] = [0, 0];
  let [restWanted, restStored]: [Wanted[], StoredLayer[]] = [[], []];
  while (w < wanted.length || s < rows.length) {
    const [layer, row] = [wanted[w], rows[s]];
    const own = scores[w]?.[s] ?? 0;
    if (layer && row && own > 0 && at(w, s) === own + at(w + 1, s + 1)) {
      pairByKind(restWanted, restStored, pairs);
      [restWanted, restStored] = [[], []];
      pairs.set(layer.name, row.id);
      w++;
      s++;
    } else if (layer && (!row || at(w, s) === at(w + 1, s))) {
      restWanted.push(layer);
      w++;
    } else if (row) {
      restStored.push(row);
      s++;
    }
  }
  pairByKind(restWanted, restStored, pairs);
  return pairs;
}

/** Between two layers that fit, layers of one kind are the same layer in another shape. */
function pairByKind(
  wanted: readonly Wanted[],
  stored: readonly StoredLayer[],
  pairs: Map<string, string>,
): void {
  const left = [...stored];
  for (const { name, kind } of wanted) {
    const index = left.findIndex((row) => kindOf(row) === kind);
    if (index >= 0) pairs.set(name, left.splice(index, 1)[0]?.id ?? '');
  }
}

function score(wanted: Wanted, stored: StoredLayer): number {
  const named = stored.entries[0]?.layerName === wanted.name || stored.id === wanted.name ? NAME : 0;
  return (fits(wanted.variables, stored) ? SHAPES : 0) + named;
}
