import type { Cost, CostCause, Detail, DetailValue, NetworkDiff } from '../../shared/networkDiff';
import { networkName } from '../describe';
import { count, scaled } from '../format';
import { text, type MessageKey } from '../strings';

export const CAUSE_TITLES: Readonly<Record<CostCause, MessageKey>> = {
  width: 'causeWidth',
  size: 'causeSize',
  settings: 'causeSettings',
  layers: 'causeLayers',
};

export const COSTS: readonly (readonly [key: keyof Cost, title: MessageKey])[] = [
  ['params', 'columnParams'],
  ['macs', 'columnMacs'],
  ['activationBytes', 'columnActivations'],
];

/** A difference with its sign: `+1 024`, `0`. */
export function signed(value: number, format: (value: number) => string = count): string {
  return value > 0 ? `+${format(value)}` : format(value);
}

/** {@link signed} in three digits; those of less than a thousand are whole. */
export function signedScaled(value: number): string {
  return value < 0 ? `\u2212${scaled(-value)}` : signed(value, scaled);
}

/** The words of a comparison, as the panel says them. */
export const WORDS: Readonly<Record<string, MessageKey>> = {
  merge: 'wordMerge',
  'first channels': 'wordFirst',
  'input channels': 'wordInputChannels',
  'output channels': 'wordOutputChannels',
  'output size': 'wordOutputSize',
  form: 'wordForm',
  kernel: 'wordKernel',
  stride: 'wordStride',
  padding: 'wordPadding',
  bias: 'wordBias',
  activation: 'wordActivation',
  rate: 'wordRate',
  'branches are merged by': 'wordMergedBy',
  'stem padding': 'wordStemPadding',
  'padding elsewhere': 'wordPaddingElsewhere',
  'batch norm and ReLU in the stem': 'wordStemNorm',
  'batch norm on shortcuts': 'wordShortcutNorm',
  'separable convolution': 'wordSeparable',
  'biases of convolutions': 'wordBiases',
  'blocks that begin with a ReLU': 'wordLeadingRelu',
  'ReLU layers': 'wordRelus',
  epsilon: 'wordOwnEpsilon',
  'batch norm epsilon': 'wordEpsilon',
  'batch norm keeps of its statistics': 'wordMomentum',
  head: 'wordHead',
  'axis order': 'wordAxes',
  add: 'wordAdd',
  concat: 'wordConcat',
  addition: 'wordAddition',
  concatenation: 'wordConcatenation',
  'main branch': 'wordMain',
  shortcut: 'wordShortcut',
  'one layer': 'wordOneLayer',
  'depthwise and pointwise apart': 'wordApart',
  yes: 'wordYes',
  no: 'wordNo',
  none: 'detailNone',
  'on both halves': 'wordBothHalves',
  'one each': 'wordOneEach',
  'one each, two in a separable one': 'wordTwoEach',
};

/** `bias: no → yes` */
export function detailText({ what, a, b }: Detail): string {
  return text('detailOf', valueText(what), valueText(a), valueText(b));
}

/** In the panel's language where it is a word; numbers, and what is made of them, stay as they are. */
export function valueText(value: DetailValue): string {
  const word = WORDS[value ?? 'none'];
  return word ? text(word) : String(value);
}

/** What a merge of the other kind does to the widths, in a sentence; null where both merge alike. */
export function mergeStory({ a, b }: NetworkDiff): string | null {
  if (a.merge === b.merge) return null;
  const [wide, narrow] = a.merge === 'concat' ? [a, b] : [b, a];
  return text(
    'compareStory',
    networkName(wide.network),
    networkName(narrow.network),
    count(wide.widest),
    count(narrow.widest),
  );
}
