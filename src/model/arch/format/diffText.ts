import {
  isSame,
  isSameBlock,
  type Cost,
  type DiffBlock,
  type DiffStep,
  type NetworkDiff,
} from '../../../shared/networkDiff';
import { causeRows, conditionsText, detailText, mergeStory, sizeText, totalRows } from './diffWords';
import { short, shortSigned, signed } from './numbers';
import { textTable } from './textTable';
import { wrapText } from './wrapText';

const WIDTH = 100;

export interface DiffTextOptions {
  /** Whether the layers that differ stand beneath their block. */
  readonly layers?: boolean;
}

/**
 * Two networks side by side as text: totals, where the difference comes from, conventions, blocks, and beneath each block
 * the layers that differ.
 *
 * @returns text without a line break at its end
 */
export function diffText(diff: NetworkDiff, { layers = true }: DiffTextOptions = {}): string {
  const { a, b } = diff;
  const heading = [`${a.network}: ${a.title}`, `${b.network}: ${b.title}`, conditionsText(diff)];
  if (diff.blocks.every(isSameBlock)) return [...heading, '', 'The two networks are the same.'].join('\n');
  return [
    heading,
    totals(diff),
    causes(diff),
    story(diff),
    points(diff),
    blocks(diff),
    ...(layers ? diff.blocks.filter((block) => !isSameBlock(block)).map((block) => steps(block, diff)) : []),
  ]
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n');
}

function story(diff: NetworkDiff): readonly string[] {
  const text = mergeStory(diff);
  return text === undefined ? [] : wrapText(text, WIDTH);
}

function totals(diff: NetworkDiff): readonly string[] {
  return textTable(
    [
      { title: '' },
      { title: diff.a.network, align: 'right' },
      { title: diff.b.network, align: 'right' },
      { title: 'difference', align: 'right' },
      { title: '', align: 'right' },
    ],
    totalRows(diff),
  );
}

function causes(diff: NetworkDiff): readonly string[] {
  const rows = causeRows(diff);
  if (rows.length === 0) return [];
  return textTable(
    [
      { title: 'Where it comes from' },
      { title: 'parameters', align: 'right' },
      { title: 'MACs', align: 'right' },
      { title: 'activations', align: 'right' },
    ],
    rows.map(({ text, cost }) => [
      text,
      signed(cost.params),
      signed(cost.macs),
      signed(cost.activationBytes),
    ]),
  );
}

/** Longer values stand beneath their title, which keeps the table narrow. */
const WIDEST_CELL = 32;

function points({ a, b, points: list }: NetworkDiff): readonly string[] {
  if (list.length === 0) return [];
  const rows = list.map(
    (point) => [point.what, String(point.a ?? 'none'), String(point.b ?? 'none')] as const,
  );
  const isLong = ([, left, right]: (typeof rows)[number]): boolean =>
    Math.max(left.length, right.length) > WIDEST_CELL;
  return [
    ...textTable(
      [{ title: 'What differs' }, { title: a.network }, { title: b.network }],
      rows.filter((row) => !isLong(row)),
    ),
    ...rows
      .filter(isLong)
      .flatMap(([what, left, right]) => [what, `  ${a.network}: ${left}`, `  ${b.network}: ${right}`]),
  ];
}

function blocks({ a, b, blocks: list }: NetworkDiff): readonly string[] {
  return textTable(
    [
      { title: 'Block' },
      { title: a.network },
      { title: b.network },
      { title: 'parameters', align: 'right' },
      { title: '', align: 'right' },
      { title: 'MACs', align: 'right' },
      { title: '', align: 'right' },
      { title: 'bytes', align: 'right' },
    ],
    list.map((block) => [
      block.block,
      block.a ? sizeText(block.a.outputShape) : '',
      block.b ? sizeText(block.b.outputShape) : '',
      beforeAfter(block, 'params'),
      shortSigned(block.cost.params),
      beforeAfter(block, 'macs'),
      shortSigned(block.cost.macs),
      shortSigned(block.cost.activationBytes),
    ]),
  );
}

function beforeAfter({ a, b }: DiffBlock, key: keyof Cost): string {
  return `${short(a?.[key] ?? 0)} → ${short(b?.[key] ?? 0)}`;
}

/** A line per layer that differs: `-` only in the first, `+` only in the second, `~` in both but not the same. */
function steps(block: DiffBlock, { a, b }: NetworkDiff): readonly string[] {
  const same = block.steps.filter(isSame).length;
  return [
    `${block.block}${same > 0 ? ` (${same} of ${block.steps.length} steps are equal)` : ''}`,
    ...block.steps.filter((step) => !isSame(step)).map((step) => `  ${stepLine(step, a.network, b.network)}`),
  ];
}

function stepLine({ a, b, details, cost }: DiffStep, first: string, second: string): string {
  const price = costText(cost);
  const names = (layers: readonly string[]): string => layers.join(' + ');
  if (a && b)
    return `~ ${names(a.layers)} | ${names(b.layers)}: ${details.map(detailText).join(', ')}${price}`;
  const [side, sign, network] = a ? [a, '-', first] : [b, '+', second];
  return `${sign} ${names(side?.layers ?? [])} (${side?.types.join(' + ') ?? ''}), only in ${network}${price}`;
}

function costText({ params, macs }: Cost): string {
  const parts = [
    ...(params === 0 ? [] : [`${signed(params)} parameters`]),
    ...(macs === 0 ? [] : [`${shortSigned(macs)} MACs`]),
  ];
  return parts.length === 0 ? '' : `; ${parts.join(', ')}`;
}
