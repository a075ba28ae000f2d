import type { InspectedTensor } from '../../../shared/inspection';
import { elements } from '../../arch/elements';

/** A file that diverged in training has nothing else; the table below the warnings has them all. */
const MOST = 10;

/** One warning for each tensor that holds what is no number. */
export function notFiniteWarnings(tensors: readonly InspectedTensor[]): readonly string[] {
  const warnings = tensors.flatMap(({ name, layer, shape, statistics }) => {
    if (!statistics || statistics.nan + statistics.inf === 0) return [];
    const { nan, inf } = statistics;
    const found = [...(nan > 0 ? [`${nan} NaN`] : []), ...(inf > 0 ? [`${inf} infinite`] : [])].join(' and ');
    return [
      `Layer ${layer}: ${found} among the ${elements(shape)} numbers of ${name}. Answers mean nothing.`,
    ];
  });
  const more = warnings.length - MOST;
  if (more <= 0) return warnings;
  return [...warnings.slice(0, MOST), `${more} more tensors hold what is no number.`];
}
