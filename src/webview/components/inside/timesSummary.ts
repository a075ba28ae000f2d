import type { ProfileReport } from '../../../shared/explainProtocol';
import { count, decimal, milliseconds, pixels } from '../../format';
import { text } from '../../strings';

/** What was measured, and how, in sentences. */
export function timesSummary({ input, runs, gflops, peakGflops, ...report }: ProfileReport): string {
  return text(
    'timeTotal',
    milliseconds(report.milliseconds),
    pixels(input.width, input.height),
    count(runs),
    decimal(gflops, 1),
    decimal(peakGflops, 1),
  );
}

/** Why a share of the peak is above 100%; empty where none is. */
export function peakNote({ layers }: ProfileReport): string {
  return layers.some(({ peakShare = 0 }) => peakShare > 1) ? text('timeAbovePeak') : '';
}
