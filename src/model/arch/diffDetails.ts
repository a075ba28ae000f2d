import type { LayerRow } from '../../shared/network';
import type { Detail, DetailValue } from '../../shared/networkDiff';
import type { StepPair } from './alignSteps';
import type { Step } from './diffSteps';
import type { FeatureSize, SizedLayer } from './sizedLayer';

/** In what a step that both networks have differs; empty where only names and frameworks do. */
export function stepDetails([a, b]: StepPair): readonly Detail[] {
  if (!a || !b) return [];
  return Object.entries(DETAILS).flatMap(([what, read]) => {
    const [left, right] = [read(a), read(b)];
    const silent = left === right || (what === 'first channels' && (left === null || right === null));
    return silent ? [] : [{ what, a: left, b: right }];
  });
}

const DETAILS: Readonly<Record<string, (step: Step) => DetailValue>> = {
  merge: (step) => mergeKind(step),
  // Sums have no order: only between two concatenations is it worth a word.
  'first channels': ({ first }) => first ?? null,
  'input channels': ({ layers }) => layers[0]?.inputs[0]?.channels ?? null,
  'output channels': ({ layers }) => layers.at(-1)?.output.channels ?? null,
  'output size': ({ layers }) => sizeText(layers.at(-1)?.output),
  form: ({ kind, layers }) => (kind === 'sepconv' ? formText(layers) : null),
  kernel: ({ rows }) => rows[0]?.kernel?.join('×') ?? null,
  stride: ({ rows }) => rows[0]?.stride?.join('×') ?? null,
  padding: ({ layers }) => paddingText(layers[0]),
  bias: ({ rows }) => biasText(rows),
  epsilon: ({ rows }) => rows[0]?.epsilon ?? null,
  activation: ({ rows }) => rows[0]?.activation ?? null,
  rate: ({ rows }) => rows[0]?.rate ?? null,
};

function mergeKind({ kind, layers }: Step): DetailValue {
  return kind === 'merge' ? (layers[0]?.op.kind ?? null) : null;
}

function sizeText(size: FeatureSize | undefined): DetailValue {
  return !size || size.flat ? null : `${size.height}×${size.width}`;
}

function formText(layers: readonly SizedLayer[]): string {
  return layers.length === 1 ? 'one layer' : 'depthwise and pointwise apart';
}

/** In pixels, since frameworks have different words for the same padding and one word for different ones. */
function paddingText(layer: SizedLayer | undefined): DetailValue {
  const padding = layer?.padding;
  if (!padding) return null;
  const { top, bottom, left, right } = padding;
  const vertical = `${top}+${bottom}`;
  const horizontal = `${left}+${right}`;
  return vertical === horizontal ? vertical : `${vertical} by ${horizontal}`;
}

function biasText(rows: readonly LayerRow[]): DetailValue {
  if (rows[0]?.bias === undefined) return null;
  const biased = rows.filter(({ bias }) => bias === true).length;
  if (biased === 0) return 'no';
  return biased === 1 ? 'yes' : 'on both halves';
}
