import type { WeightsInspection } from '../../shared/inspection';
import { networkName } from '../describe';
import { count } from '../format';
import { text } from '../strings';

/** How many of which network's variables are there. */
export function bindingSentence(report: WeightsInspection): string {
  const { nearest, network, fits, bound, expected } = report;
  if (nearest === null) return text('weightsNothingBound');
  if (fits) return text('weightsAllBound', count(expected));
  const counts = [count(bound), count(expected), networkName(nearest)] as const;
  return text(network === null ? 'weightsNearestBound' : 'weightsSomeBound', ...counts);
}
