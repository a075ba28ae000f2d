import type { TrainEvent } from './trainProtocol';
import type { CurvePoint, TrainingRun } from './training';

/** More points than a curve of a few hundred pixels can show. */
export const MAX_POINTS = 600;

/** A training that has just been asked for. */
export function newRun(): TrainingRun {
  return {
    ...{ stage: 'looking', done: 0, total: 0, part: 'head', curve: [], heldSide: 'test' },
    ...{ best: 0, folds: [], stopping: false },
  };
}

/** Where a training stands after news of it. */
export function advanceRun(run: TrainingRun, event: TrainEvent, folds: number): TrainingRun {
  const rest = withoutTimeLeft(run);
  switch (event.kind) {
    case 'looking':
      return { ...rest, stage: 'looking', done: event.done, total: event.total };
    case 'survey':
      return { ...rest, stage: 'features', done: 0, total: 0 };
    case 'features': {
      const { done, total, secondsLeft } = event;
      // The features are there; fine-tuning computes others later.
      const toFold = done === total && run.folds.length < folds;
      if (toFold) return { ...rest, stage: 'folds', done: 0, total: folds };
      return { ...rest, stage: 'features', done, total, ...(secondsLeft !== undefined && { secondsLeft }) };
    }
    case 'fold': {
      const { fold, folds: total, accuracy } = event;
      return { ...rest, stage: 'folds', done: fold, total, folds: [...run.folds, accuracy] };
    }
    case 'epoch': {
      const { stage: part, epoch, epochs, train, held, best, secondsLeft } = event;
      const { side, ...figures } = held ?? { side: run.heldSide };
      const point = { epoch, train, ...('loss' in figures && { held: figures }) };
      const before = part === run.part ? run.curve : [];
      return {
        ...{ ...rest, stage: 'epochs', done: epoch, total: epochs, part, best, secondsLeft },
        ...{ curve: thinned([...before, point]), heldSide: side },
      };
    }
    case 'writing':
      return { ...rest, stage: 'writing', done: Math.round(100 * event.share), total: 100 };
  }
}

/** Each piece of news says it anew, or knows it no more. */
function withoutTimeLeft(run: TrainingRun): TrainingRun {
  const rest = { ...run };
  delete (rest as { secondsLeft?: number }).secondsLeft;
  return rest;
}

/** Every second point, once there are too many; the last one always stays. */
function thinned(curve: readonly CurvePoint[]): readonly CurvePoint[] {
  if (curve.length <= MAX_POINTS) return curve;
  return curve.filter((_, index) => (curve.length - 1 - index) % 2 === 0);
}
