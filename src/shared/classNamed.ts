import type { ModelRecord } from './classification';
import { didYouMean } from './suggest';
import { XceptionError } from './xceptionError';

/**
 * The class that a label or an index stands for.
 *
 * @throws XceptionError `usage` with the nearest label
 */
export function classNamed(
  name: string | number,
  { labels, classes }: Pick<ModelRecord, 'labels' | 'classes'>,
): number {
  const text = String(name);
  const named = labels.indexOf(text);
  if (named >= 0) return named;
  const index = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (index < classes) return index;
  throw new XceptionError(
    'usage',
    `A class is a label of the model or an index below ${classes}, not "${text}".${didYouMean(text, labels)}`,
  );
}
