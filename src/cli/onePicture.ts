import type { ModelRecord } from '../shared/classification';
import { XceptionError } from '../shared/xceptionError';
import { NETWORK_IDS } from '../model/arch/buildNetwork';
import type { OptionTable } from './command';
import { suggest } from './suggest';

/** The options that say which model looks at a picture. */
export const modelOptions = {
  model: { type: 'string', value: 'FILE|ID', about: 'a model file, or an id such as kitchenware' },
  network: { type: 'string', value: 'N', choices: NETWORK_IDS, about: 'which network the weights are for' },
  weights: { type: 'string', value: 'FILE', about: 'a model file for --network, or "untrained"' },
} as const satisfies OptionTable;

/** @throws XceptionError `usage` unless there is exactly one */
export function readPicture(operands: readonly string[]): string {
  const [file, ...more] = operands;
  if (file !== undefined && more.length === 0) return file;
  throw new XceptionError('usage', 'Say which picture: one file.');
}

/**
 * The class that a label or an index stands for.
 *
 * @throws XceptionError `usage` with the nearest label
 */
export function readClass(text: string, { labels, classes }: ModelRecord): number {
  const named = labels.indexOf(text);
  if (named >= 0) return named;
  const index = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (index < classes) return index;
  const near = suggest(text, labels);
  throw new XceptionError(
    'usage',
    `--class is a label of the model or an index below ${classes}, not "${text}".${near === undefined ? '' : ` Did you mean ${near}?`}`,
  );
}
