import { evaluate } from '../../../src/model/dataset/figures/evaluate';
import { mapLabels } from '../../../src/model/dataset/figures/mapLabels';
import type { LabelledPicture } from '../../../src/shared/evaluation';
import type { LabelEdit } from '../../../src/shared/evaluationProtocol';
import type { EvaluateMethods, PanelEvaluation } from '../../../src/shared/panelProtocol';
import type { Handlers } from '../../../src/shared/rpc';
import { entry, kitchenware } from './states';

/** Labels of the pictures in turn; the last stands for no class. */
export const LABELS = ['cup', 'Fork', 'glass', 'teapots'] as const;

/** Two runs; their figures are real ones of made-up answers: every fifth is wrong. */
export function evaluateHandlers(): Handlers<EvaluateMethods> {
  const title = kitchenware.title;
  return {
    evaluableRuns: () => [
      { run: 7, title: 'photos', model: title, done: 40, total: 40 },
      { run: 3, title: 'more', model: title, done: 2, total: 40 },
    ],
    evaluate: ({ edits }) => evaluation(edits ?? []),
    chooseLabels: () => true,
    readMapping: () => true,
    writeMapping: () => null,
    exportEvaluation: () => null,
    showAnswered: () => null,
  };
}

export function evaluation(edits: readonly LabelEdit[] = []): PanelEvaluation {
  const classes = kitchenware.labels;
  const pictures = Array.from({ length: 40 }, (_, index): LabelledPicture => {
    const own = index % 4;
    const answer = index % 5 === 0 ? (own + 1) % 3 : own;
    return {
      path: entry(index + 1).file,
      label: LABELS[own] ?? '',
      topK: [
        { index: answer, probability: 0.6 + index / 100 },
        { index: 5, probability: 0.01 },
      ],
    };
  });
  const mapping = mapLabels(
    LABELS,
    { labels: classes },
    new Map(edits.map(({ label, classes: own }) => [label, own])),
  );
  const figures = evaluate(pictures, { mapping, classes });
  const files = new Map(pictures.map(({ path }, index) => [path, entry(index + 1)]));
  return {
    source: 'photos',
    model: kitchenware,
    classes,
    mapping,
    withoutAnswer: 0,
    evaluation: figures,
    labelsFile: null,
    mistakeEntries: figures.mistakes.flatMap(({ path }) => files.get(path) ?? []),
  };
}
