import type { JudgedPicture } from '../../shared/datasetProtocol';
import type { EvaluateRequest, PictureAnswer, RunEvaluation } from '../../shared/evaluationProtocol';
import type { Judged } from '../../shared/evaluation';
import { figuresOf } from './figures/evaluate';
import { judge, judgeOptions } from './figures/judge';
import { mapLabels } from './figures/mapLabels';
import { judgedPictures } from './run/judgedPictures';
import { runById } from './store/runTable';
import type { Sqlite } from './store/sqlite';

/**
 * Judges the answers of a run.
 *
 * @returns the figures, each judged picture, and what every picture shows and is taken for
 * @throws XceptionError `cancelled`; `file-missing`, `usage` for a file of labels
 */
export async function evaluateRun(
  sqlite: Sqlite,
  { run, labels, edits = [] }: EvaluateRequest,
  signal: AbortSignal,
): Promise<
  RunEvaluation & { readonly judged: readonly Judged[]; readonly answers: readonly PictureAnswer[] }
> {
  const { request } = runById(sqlite, run).record;
  const source = labels ?? request.labels ?? ({ kind: 'folders' } as const);
  const pictures: JudgedPicture[] = [];
  const { model, without } = await judgedPictures(
    sqlite,
    { run, labels: source },
    {
      signal,
      emit: (piece) => {
        pictures.push(...piece);
      },
    },
  );
  const mapping = mapLabels(
    pictures.flatMap(({ label }) => label ?? []),
    model,
    new Map(edits.map(({ label, classes }) => [label, classes])),
  );
  const { judged, leftOut } = judge(pictures, judgeOptions(model, mapping));
  return {
    classes: model.labels,
    mapping,
    withoutAnswer: without,
    evaluation: figuresOf(judged, leftOut),
    judged,
    answers: answersOf(pictures, judged),
  };
}

function answersOf(pictures: readonly JudgedPicture[], judged: readonly Judged[]): readonly PictureAnswer[] {
  const predictedOf = new Map(judged.map(({ path, predicted }) => [path, predicted]));
  return pictures.map(({ path, label }) => {
    const predicted = predictedOf.get(path);
    return { path, ...(label !== undefined && { label }), ...(predicted !== undefined && { predicted }) };
  });
}
