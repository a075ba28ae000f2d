import type { FeaturesPiece, FeaturesQuery, FeaturesSummary } from '../../../shared/datasetProtocol';
import { XceptionError } from '../../../shared/xceptionError';
import { floatsFrom } from '../store/floats';
import { POOL } from '../store/resultTable';
import { DONE, runById } from '../store/runTable';
import type { Sqlite } from '../store/sqlite';
import { pictureOf } from './readPictures';

/** Pictures in a piece: two megabytes of features. */
const PIECE = 256;

/**
 * The features of a run's pictures, in the run's order, piece by piece. Pictures without features are passed over.
 *
 * @param emit - gets the pieces
 * @throws XceptionError `usage` for a run that is not there, or that has none; `cancelled`
 */
export async function readFeatures(
  sqlite: Sqlite,
  { run, variant = POOL }: FeaturesQuery,
  { signal, emit }: { signal: AbortSignal; emit: (piece: FeaturesPiece) => void },
): Promise<FeaturesSummary> {
  const { model } = runById(sqlite, run);
  let pictures = 0;
  let size = 0;
  for (let from = 0; ;) {
    signal.throwIfAborted();
    const rows = sqlite.all(
      `SELECT p.*, f.value FROM run_picture p JOIN feature f ON f.hash = p.hash AND f.model = ? AND f.variant = ?
       WHERE p.run = ? AND p.status = ? AND p.place >= ? ORDER BY p.place LIMIT ?`,
      ...[model, variant, run, DONE, from, PIECE],
    );
    if (rows.length === 0) break;
    const found = rows.map((row) => floatsFrom(row['value'] as Uint8Array));
    size = found[0]?.length ?? 0;
    const values = new Float32Array(found.length * size);
    found.forEach((value, index) => {
      values.set(value, index * size);
    });
    const named = rows.map(pictureOf);
    emit({ pictures: named, values });
    pictures += named.length;
    from = (named.at(-1)?.place ?? 0) + 1;
    // Lets a cancel in.
    await new Promise(setImmediate);
  }
  if (pictures > 0) return { size, pictures };
  throw withoutFeatures();
}

/** Why a run cannot be searched. */
export function withoutFeatures(): XceptionError {
  return new XceptionError(
    'usage',
    'No picture of this run has features. Run the folder again with features.',
  );
}
