import type { JSX } from 'preact';
import type { TrainReport } from '../../shared/trainProtocol';
import { bytes, count, milliseconds, percent, pixels } from '../format';
import { trainText, type TrainKey } from './trainStrings';

/** What a training was, in numbers. */
export function ReportFacts({ report }: { readonly report: TrainReport }): JSX.Element {
  return (
    <dl class="facts train-facts" aria-label={trainText('facts')}>
      {factsOf(report).map(([name, value]) => (
        <div key={name} class="fact">
          <dt>{trainText(name)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function factsOf(report: TrainReport): readonly (readonly [TrainKey, string])[] {
  const { out, backbone, input, epochs, bestEpoch, features, times, options, folds, fineTuned } = report;
  return [
    ['factFile', `${out} (${bytes(report.bytes)})`],
    ['factModel', trainText('factModelOf', backbone, pixels(input.width, input.height))],
    ['factEpochs', trainText('factEpochsOf', count(epochs), count(bestEpoch))],
    ...(fineTuned ? [['factFineTuned', fineTunedText(fineTuned)] as const] : []),
    ...(folds ? [['factFolds', foldsText(folds)] as const] : []),
    ['factFeatures', trainText('factFeaturesOf', count(features.total), count(features.cached))],
    [
      'factTimes',
      trainText(
        'factTimesOf',
        milliseconds(times.survey),
        milliseconds(times.features),
        milliseconds(times.training),
        milliseconds(times.writing),
      ),
    ],
    ['factSeed', String(options.seed)],
  ];
}

function fineTunedText({ before, epochs, bestEpoch }: NonNullable<TrainReport['fineTuned']>): string {
  const value = percent(before.value);
  if (bestEpoch === 0) return trainText('factFineTunedNone', count(epochs), value);
  return trainText('factFineTunedOf', count(epochs), count(bestEpoch), value);
}

function foldsText({ accuracies, mean, accuracy }: NonNullable<TrainReport['folds']>): string {
  const each = accuracies.map(percent).join(', ');
  return trainText('factFoldsOf', percent(mean), each, percent(accuracy.low), percent(accuracy.high));
}
