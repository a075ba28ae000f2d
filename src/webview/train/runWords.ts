import type { TrainingRun, TrainingStage } from '../../shared/training';
import { count } from '../format';
import { trainText, type TrainKey } from './trainStrings';

const STAGES: Readonly<Record<TrainingStage, TrainKey>> = {
  looking: 'stageLooking',
  features: 'stageFeatures',
  folds: 'stageFolds',
  epochs: 'stageEpochs',
  writing: 'stageWriting',
};

/** What a training is at. */
export function stageText({ stage, part, done, total }: TrainingRun): string {
  const key = stage === 'epochs' && part === 'fine-tune' ? 'stageFineTune' : STAGES[stage];
  return trainText(key, count(done), count(total));
}

/** How much of its stage is done, 0 to 1. */
export function shareOf({ done, total }: Pick<TrainingRun, 'done' | 'total'>): number {
  return Math.min(1, done / Math.max(1, total));
}

export function timeLeftText(seconds: number): string {
  if (seconds < 90) return trainText('secondsLeft', count(Math.ceil(seconds)));
  return trainText('minutesLeft', count(Math.ceil(seconds / 60)));
}
