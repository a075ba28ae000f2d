import path from 'node:path';
import type { TrainReport } from '../../shared/trainProtocol';
import { right, textTable } from '../../model/arch/format/textTable';
import { shownPath } from '../dataset/shownPath';
import { megabytes } from '../megabytes';
import { percent } from '../percent';

const MISTAKES = 10;

/** What came of a training, for people. */
export function reportText(report: TrainReport): string {
  const { out, figures, folds, accuracy, baseline, survey, split, epochs, bestEpoch, stopped } = report;
  const interval = `${percent(accuracy.low)} to ${percent(accuracy.high)}`;
  const columns = [{ title: 'class' }, ...['precision', 'recall', 'F1', 'pictures'].map(right)];
  const rows = figures.labels.map(({ label, precision, recall, f1, support }) => [
    label,
    percent(precision),
    percent(recall),
    f1.toFixed(3),
    String(support),
  ]);
  const { input, network, backbone, features, times } = report;
  const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
  return [
    `${shownPath(out)}: ${report.classes.length} classes, ${megabytes(report.bytes)} MB; network ${network}, backbone of ${backbone}, input ${input.height}×${input.width}`,
    '',
    `Accuracy ${percent(accuracy.value)} (95 % interval ${interval}) on ${split.test} pictures it was not trained on; the most frequent class alone: ${percent(baseline)}.`,
    ...(folds ? [foldsText(folds)] : []),
    '',
    ...textTable(columns, rows),
    '',
    ...mistakesText(report),
    ...report.warnings.filter((warning) => !survey.warnings.includes(warning)),
    `On the pictures it was trained on: ${percent(report.lastTrain.accuracy)}.`,
    `${stopped ? 'Ended by hand after' : 'Trained for'} ${epochs} epochs on ${split.train} pictures${split.validation > 0 ? `, ${split.validation} to know when to stop; the best was epoch ${bestEpoch}` : ''}.`,
    ...(report.fineTuned ? [fineTunedText(report.fineTuned)] : []),
    `Looking ${seconds(times.survey)}, features ${seconds(times.features)} (${features.cached} of ${features.total} known from before), training ${seconds(times.training)}, writing ${seconds(times.writing)}.`,
    `Model card: ${shownPath(report.card)}. Use it: xception classify PICTURE --model ${shownPath(out)}`,
    ...(survey.leftOut.length > 0 ? [`Left out as copies: ${survey.leftOut.join(', ')}`] : []),
    '',
  ].join('\n');
}

function foldsText({ accuracies, mean, accuracy }: NonNullable<TrainReport['folds']>): string {
  const each = accuracies.map(percent).join(', ');
  return `Cross-validation on the other pictures, ${accuracies.length} folds: ${percent(mean)} (${each}); 95 % interval ${percent(accuracy.low)} to ${percent(accuracy.high)}.`;
}

function fineTunedText({ before, epochs, bestEpoch }: NonNullable<TrainReport['fineTuned']>): string {
  const kept =
    bestEpoch === 0 ? 'none was better than before, and none was kept' : `the best was epoch ${bestEpoch}`;
  return `Fine-tuned for ${epochs} epochs: ${kept}. Without, it gets ${percent(before.value)}.`;
}

function mistakesText({ figures, survey }: TrainReport): readonly string[] {
  if (figures.wrong === 0) return [];
  const shown = figures.mistakes.slice(0, MISTAKES).map(({ path: file, actual, predicted, confidence }) => {
    const name = path.relative(survey.folder, file);
    return `  ${name}: ${predicted} (${percent(confidence)}), not ${actual}`;
  });
  const more = figures.wrong - shown.length;
  return [
    figures.wrong === 1 ? '1 mistake:' : `${figures.wrong} mistakes, surest first:`,
    ...shown,
    ...(more > 0 ? [`  and ${more} more`] : []),
    '',
  ];
}
