import path from 'node:path';
import type { TrainReport } from '../../shared/trainProtocol';
import type { TrainingCard } from '../weights/card/trainingCard';
import { markdownTable } from '../../shared/markdownTable';

/** What is known of a training before its model is written. */
export type UnwrittenReport = Omit<TrainReport, 'bytes' | 'times'>;

export interface MadeWith {
  /** `xception 0.1.0` */
  readonly product: string;
  /** Version of the library that computed. */
  readonly tensorflow: string;
  readonly date: Date;
}

/** Where a model's card lies as a text. */
export function cardFile(out: string): string {
  const { dir, name } = path.parse(out);
  return path.join(dir, `${name}.card.md`);
}

/** What a model's file says about its training. */
export function trainingCard(report: UnwrittenReport, made: MadeWith): TrainingCard {
  const { survey, options, split, figures, folds, accuracy, baseline, data, weights, backbone } = report;
  return {
    ...{ backbone, product: made.product, tensorflow: made.tensorflow, date: made.date.toISOString() },
    data: {
      folder: path.basename(survey.folder),
      sha256: data,
      splitBy: survey.splitBy,
      ...split,
      leftOut: survey.leftOut.length,
      unreadable: survey.unreadable.length,
    },
    ...{ options, epochs: report.epochs, bestEpoch: report.bestEpoch, stopped: report.stopped, weights },
    figures: {
      ...{ accuracy, baseline },
      macroF1: figures.macro.f1,
      classes: figures.labels.map(({ label, precision, recall, f1, support }) => ({
        ...{ label, precision, recall, f1, support },
      })),
      ...(folds && { folds }),
    },
  };
}

/** The card for people, as Markdown. */
export function cardText(report: UnwrittenReport, card: TrainingCard): string {
  const { options, input, preprocessing, network, classes, survey } = report;
  const { figures, data } = card;
  const share = (value: number): string => `${(100 * value).toFixed(1)} %`;
  const { value, low, high } = figures.accuracy;
  const { seed, head, optimizer } = options;
  return [
    `# ${path.basename(report.out)}`,
    '',
    `${classes.length} classes: ${classes.join(', ')}. Network "${network}", backbone of ${card.backbone}, input ${input.height}×${input.width} (${preprocessing.resize}, ${preprocessing.fit}).`,
    '',
    `**Accuracy ${share(value)}** (95 % interval ${share(low)} to ${share(high)}) on ${data.test} pictures that it was not trained on; always naming the most frequent class gets ${share(figures.baseline)}.`,
    ...(figures.folds
      ? [
          '',
          `Cross-validation on the other pictures, ${figures.folds.accuracies.length} folds: ${share(figures.folds.mean)} (${figures.folds.accuracies.map(share).join(', ')}).`,
        ]
      : []),
    '',
    markdownTable(
      [
        { title: 'class' },
        ...['precision', 'recall', 'F1', 'pictures'].map((title) => ({ title, align: 'right' as const })),
      ],
      figures.classes.map(({ label, precision, recall, f1, support }) => [
        label,
        share(precision),
        share(recall),
        f1.toFixed(3),
        String(support),
      ]),
    ),
    '',
    '## Data',
    '',
    `Folder "${data.folder}", split by ${data.splitBy === 'seed' ? `the seed ${seed}` : 'its folders'}: ${data.train} pictures to learn from, ${data.validation} to know when to stop, ${data.test} to judge by. ${data.leftOut} left out as copies of those, ${data.unreadable} unreadable. SHA-256 of the data: \`${data.sha256}\`.`,
    ...survey.warnings.flatMap((warning) => ['', `- ${warning}`]),
    '',
    '## Training',
    '',
    `Head "${head}" by ${optimizer}, ${card.epochs} epochs, the best of which is ${card.bestEpoch}${card.stopped ? '; ended by hand' : ''}. All options: \`${JSON.stringify(options)}\`. SHA-256 of the trained weights: \`${card.weights}\`.`,
    '',
    `Made by ${card.product} with TensorFlow ${card.tensorflow} on ${card.date.slice(0, 10)}.`,
    '',
  ].join('\n');
}
