import type { NetworkId } from '../shared/network';
import { XceptionError } from '../shared/xceptionError';
import { NETWORK_IDS } from '../model/arch/buildNetwork';
import { checkInputSize, type InputSize } from '../model/arch/sizeNetwork';
import type { SummaryOptions } from '../model/arch/summarize';
import type { OptionTable } from './command';
import { didYouMean } from '../shared/suggest';

/** The options that say which form of a network is meant. */
export const formOptions = {
  input: { type: 'string', value: 'HxW', about: 'input size in pixels: 299x299, or one number for a square' },
  classes: { type: 'string', value: 'K', about: 'number of classes; 1000 as for ImageNet' },
  'no-top': { type: 'boolean', about: 'the backbone alone, without a head' },
} as const satisfies OptionTable;

interface FormValues {
  readonly input?: string | undefined;
  readonly classes?: string | undefined;
  readonly 'no-top'?: boolean | undefined;
}

/** @throws XceptionError `usage`, `input-size` */
export function readForm(values: FormValues): SummaryOptions {
  return {
    ...(values.input !== undefined && { input: readInputSize(values.input) }),
    ...(values.classes !== undefined && { classes: readCount('--classes', values.classes) }),
    includeTop: values['no-top'] !== true,
  };
}

/** @throws XceptionError `usage` unless it reads like a size, `input-size` unless a network can take it */
export function readInputSize(text: string): InputSize {
  const match = /^(\d+)(?:[x×*](\d+))?$/i.exec(text.trim());
  if (!match) {
    throw new XceptionError(
      'usage',
      `--input is a height and a width in pixels, such as 299x299, not "${text}".`,
    );
  }
  const height = Number(match[1]);
  const size = { height, width: match[2] === undefined ? height : Number(match[2]) };
  checkInputSize(size);
  return size;
}

/** @throws XceptionError `usage` unless it is a whole number from 1 on */
export function readCount(option: string, text: string, most = 1_000_000): number {
  const count = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (count >= 1 && count <= most) return count;
  throw new XceptionError('usage', `${option} is a whole number from 1 to ${most}, not "${text}".`);
}

/** @throws XceptionError `usage` */
export function readNetwork(text: string | undefined, what: string): NetworkId {
  const known = NETWORK_IDS.find((id) => id === text);
  if (known !== undefined) return known;
  const given = text === undefined ? 'is missing' : `cannot be "${text}"`;
  const hint = text === undefined ? '' : didYouMean(text, NETWORK_IDS);
  throw new XceptionError('usage', `${what} ${given}: it is one of ${NETWORK_IDS.join(', ')}.${hint}`);
}

/** @throws XceptionError `usage` when a command that takes none gets operands */
export function refuseOperands(operands: readonly string[]): void {
  if (operands.length === 0) return;
  throw new XceptionError('usage', `"${operands.join(' ')}" is not understood here.`);
}
