import type { ScheduleName } from '../../shared/trainProtocol';

/** At these shares of the training, a step schedule divides the rate by ten. */
const STEPS = [0.6, 0.85];
const STEP_FACTOR = 0.1;

/**
 * The learning rate at a moment.
 *
 * @param progress - share of the training that is done, from 0 to 1
 */
export function learningRateAt(schedule: ScheduleName, rate: number, progress: number): number {
  switch (schedule) {
    case 'constant':
      return rate;
    case 'cosine':
      // Loshchilov and Hutter, "SGDR", 2017, without restarts.
      return (rate / 2) * (1 + Math.cos(Math.PI * Math.min(progress, 1)));
    case 'step':
      return rate * STEP_FACTOR ** STEPS.filter((step) => progress >= step).length;
  }
}
