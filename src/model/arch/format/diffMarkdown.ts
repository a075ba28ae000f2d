import { isSame, type Cost, type NetworkDiff } from '../../../shared/networkDiff';
import { causeRows, conditionsText, detailText, mergeStory, sizeText, totalRows } from './diffWords';
import { escapeMarkdown, markdownTable, type MarkdownColumn } from '../../../shared/markdownTable';
import { signed } from './numbers';

/**
 * Two networks side by side as Markdown: totals, causes, conventions, blocks, and every layer that differs.
 *
 * @returns text without a line break at its end
 */
export function diffMarkdown(diff: NetworkDiff): string {
  const { a, b } = diff;
  const sections: readonly (readonly [string, string])[] = [
    ['Totals', totals(diff)],
    ['Where the difference comes from', causes(diff)],
    ['What differs', points(diff)],
    ['Block by block', blocks(diff)],
    ['Layer by layer', layers(diff)],
  ];
  const story = mergeStory(diff);
  return [
    `# ${escapeMarkdown(`${a.network} and ${b.network}`)}`,
    `${escapeMarkdown(a.title)} and ${escapeMarkdown(b.title)}, ${conditionsText(diff)}.`,
    ...(story === undefined ? [] : [escapeMarkdown(story)]),
    ...sections.flatMap(([title, table]) => (table === '' ? [] : [`## ${title}`, table])),
  ].join('\n\n');
}

const number = (title: string): MarkdownColumn => ({ title, align: 'right' });

function totals(diff: NetworkDiff): string {
  return markdownTable(
    [{ title: '' }, number(diff.a.network), number(diff.b.network), number('Difference'), number('')],
    totalRows(diff),
  );
}

function causes(diff: NetworkDiff): string {
  const rows = causeRows(diff);
  if (rows.length === 0) return '';
  return markdownTable(
    [{ title: 'Cause' }, number('Parameters'), number('MACs'), number('Bytes of activations')],
    rows.map(({ text, cost }) => [text, ...signedCost(cost)]),
  );
}

function points({ a, b, points: list }: NetworkDiff): string {
  if (list.length === 0) return '';
  return markdownTable(
    [{ title: '' }, { title: a.network }, { title: b.network }],
    list.map((point) => [point.what, String(point.a ?? 'none'), String(point.b ?? 'none')]),
  );
}

function blocks({ a, b, blocks: list }: NetworkDiff): string {
  return markdownTable(
    [
      { title: 'Block' },
      { title: `Output, ${a.network}` },
      { title: `Output, ${b.network}` },
      number('Parameters'),
      number('MACs'),
      number('Bytes of activations'),
    ],
    list.map((block) => [
      block.block,
      block.a ? sizeText(block.a.outputShape) : '',
      block.b ? sizeText(block.b.outputShape) : '',
      ...signedCost(block.cost),
    ]),
  );
}

function layers({ a, b, blocks: list }: NetworkDiff): string {
  const rows = list.flatMap(({ block, steps }) =>
    steps
      .filter((step) => !isSame(step))
      .map((step) => [
        block,
        step.a?.layers.join(' + ') ?? '',
        step.b?.layers.join(' + ') ?? '',
        step.details.map(detailText).join(', '),
        ...signedCost(step.cost),
      ]),
  );
  if (rows.length === 0) return '';
  return markdownTable(
    [
      { title: 'Block' },
      { title: a.network },
      { title: b.network },
      { title: 'Difference' },
      number('Parameters'),
      number('MACs'),
      number('Bytes of activations'),
    ],
    rows,
  );
}

function signedCost({ params, macs, activationBytes }: Cost): readonly string[] {
  return [signed(params), signed(macs), signed(activationBytes)];
}
