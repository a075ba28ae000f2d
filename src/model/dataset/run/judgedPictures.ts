import {
  DEFAULT_TOP_K,
  type JudgedPicture,
  type JudgedQuery,
  type JudgedSummary,
} from '../../../shared/datasetProtocol';
import { labelPictures } from '../labels/labelPictures';
import { floatsFrom } from '../store/floats';
import { countsOf, DONE, runById } from '../store/runTable';
import type { Sqlite } from '../store/sqlite';
import { classificationFrom } from '../store/summary';
import { pictureOf } from './readPictures';

/** Pictures in a piece: with the probabilities of a thousand classes each, a megabyte. */
const PIECE = 256;

/**
 * Every picture of a run that has a result, piece by piece, with its label.
 *
 * @param emit - gets the pieces; what it returns is waited for
 * @throws XceptionError `usage` for a run that is not there; what reading a file of labels throws; `cancelled`
 */
export async function judgedPictures(
  sqlite: Sqlite,
  query: JudgedQuery,
  { signal, emit }: { signal: AbortSignal; emit: (piece: readonly JudgedPicture[]) => void | Promise<void> },
): Promise<JudgedSummary> {
  const { record: run, model } = runById(sqlite, query.run);
  const { record, wishes } = run.request;
  const { topK = DEFAULT_TOP_K } = wishes;
  const labels = query.labels ? await labelsOf(sqlite, query) : undefined;
  let judged = 0;
  for (let from = 0; ;) {
    signal.throwIfAborted();
    const rows = sqlite.all(
      `SELECT p.*, r.summary, r.probabilities FROM run_picture p JOIN result r ON r.hash = p.hash AND r.model = ?
       WHERE p.run = ? AND p.status = ? AND p.place >= ? AND r.summary IS NOT NULL ORDER BY p.place LIMIT ?`,
      ...[model, query.run, DONE, from, PIECE],
    );
    if (rows.length === 0) break;
    const piece = rows.map((row): JudgedPicture => {
      const { place, path, relative, label: own, split } = pictureOf(row);
      const label = labels ? labels.get(place) : own;
      const { predictions } = classificationFrom(String(row['summary']), path, record, topK);
      const { probabilities } = row;
      return {
        ...{ place, path, relative },
        ...(split !== undefined && { split }),
        ...(label !== undefined && { label }),
        topK: predictions.map(({ index, probability }) => ({ index, probability })),
        ...(wishes.probabilities &&
          probabilities instanceof Uint8Array && { probabilities: floatsFrom(probabilities) }),
      };
    });
    await emit(piece);
    judged += piece.length;
    from = (piece.at(-1)?.place ?? 0) + 1;
    // Lets a cancel in.
    await new Promise(setImmediate);
  }
  return { model: record, judged, without: countsOf(sqlite, query.run).total - judged };
}

/** Labels by place, from another source than the one that the run was opened with. */
async function labelsOf(sqlite: Sqlite, { run, labels }: JudgedQuery): Promise<ReadonlyMap<number, string>> {
  const rows = sqlite.all('SELECT place, path, relative FROM run_picture WHERE run = ? ORDER BY place', run);
  const pictures = rows.map((row) => ({ path: String(row['path']), relative: String(row['relative']) }));
  const labelled = await labelPictures(pictures, labels);
  return new Map(
    labelled.flatMap(({ label }, at) =>
      label === undefined ? [] : [[Number(rows[at]?.['place']), label] as const],
    ),
  );
}
