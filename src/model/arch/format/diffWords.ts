import type { Shape } from '../../../shared/network';
import {
  COST_CAUSES,
  type Cost,
  type CostCause,
  type Detail,
  type DiffNetwork,
  type NetworkDiff,
} from '../../../shared/networkDiff';
import { grouped, signed } from './numbers';

/** What each cause means, in the order in which they are told. */
const CAUSE_WORDS: Readonly<Record<CostCause, string>> = {
  width: 'channels of feature maps',
  size: 'size of feature maps',
  settings: 'settings of the same layers',
  layers: 'layers of one network only',
};

/** The causes that make a difference, with what they mean. */
export function causeRows(diff: NetworkDiff): readonly { readonly text: string; readonly cost: Cost }[] {
  return COST_CAUSES.map((cause) => ({ text: CAUSE_WORDS[cause], cost: diff.causes[cause] })).filter(
    ({ cost }) => cost.params !== 0 || cost.macs !== 0 || cost.activationBytes !== 0,
  );
}

/** What a merge of the other kind does to the widths, in a sentence; nothing where both merge alike. */
export function mergeStory(diff: NetworkDiff): string | undefined {
  const concatenates = (network: DiffNetwork): boolean => network.merge === 'concat';
  if (concatenates(diff.a) === concatenates(diff.b)) return undefined;
  const [wide, narrow] = concatenates(diff.a) ? [diff.a, diff.b] : [diff.b, diff.a];
  return `${wide.network} concatenates the branches of a block where ${narrow.network} adds them: its widest feature map has ${grouped(wide.widest)} channels, not ${grouped(narrow.widest)}, and the convolutions behind it pay for each.`;
}

/** `bias: no → yes` */
export function detailText({ what, a, b }: Detail): string {
  return `${what}: ${a ?? 'none'} → ${b ?? 'none'}`;
}

/** `19×19×728`, in whatever order of axes the network has; a vector is its length. */
export function sizeText(shape: Shape): string {
  return shape.slice(1).join('×');
}

/** `×2.62`, or nothing where there is nothing to compare with. */
function ratioText(a: number, b: number): string {
  return a === 0 ? '' : `×${(b / a).toFixed(2)}`;
}

/** A row for each kind of cost: first network, second, difference, ratio. */
export function totalRows({ a, b, cost }: NetworkDiff): readonly (readonly string[])[] {
  const rows: readonly (readonly [string, keyof Cost])[] = [
    ['parameters', 'params'],
    ['multiply-accumulates', 'macs'],
    ['bytes of activations', 'activationBytes'],
  ];
  return rows.map(([title, key]) => [
    title,
    grouped(a[key]),
    grouped(b[key]),
    signed(cost[key]),
    ratioText(a[key], b[key]),
  ]);
}

/** The shared conditions: `at 299×299, 1000 classes`. */
export function conditionsText({ input, classes }: NetworkDiff): string {
  return `at ${input.height}×${input.width}, ${classes === null ? 'without head' : `${classes} classes`}`;
}
