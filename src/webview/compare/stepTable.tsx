import type { JSX } from 'preact';
import {
  isSame,
  isSameBlock,
  type DiffBlock,
  type DiffSide,
  type DiffStep,
  type NetworkDiff,
} from '../../shared/networkDiff';
import type { PanelState } from '../../shared/panelProtocol';
import { shape } from '../format';
import { usePanelHost } from '../panelHost';
import { selectLayerOf } from '../selectLayerOf';
import { text, type MessageKey } from '../strings';
import { detailText, signed, signedScaled } from './diffWords';

const MARKS = {
  same: ['=', 'markSame'],
  changed: ['~', 'markChanged'],
  onlyA: ['\u2212', 'markOnlyA'],
  onlyB: ['+', 'markOnlyB'],
} as const satisfies Readonly<Record<string, readonly [sign: string, meaning: MessageKey]>>;

interface StepTableProps {
  readonly diff: NetworkDiff;
  readonly names: readonly [string, string];
  /** With the layers that are the same. */
  readonly all: boolean;
  readonly state: PanelState;
}

/** The layers of both, side by side, block by block. */
export function StepTable({ diff, names, all, state }: StepTableProps): JSX.Element {
  const blocks = diff.blocks.filter((block) => all || !isSameBlock(block));
  return (
    <div class="compare-box compare-tall" tabIndex={0} role="region" aria-label={text('compareSteps')}>
      <table class="compare-table">
        <caption class="visually-hidden">{text('compareSteps')}</caption>
        <thead>
          <tr>
            <th scope="col">{names[0]}</th>
            <th scope="col">{text('columnMark')}</th>
            <th scope="col" class="compare-name">
              {names[1]}
            </th>
            <th scope="col" class="compare-text">
              {text('comparePoints')}
            </th>
            <th scope="col">{text('columnParams')}</th>
            <th scope="col">{text('columnMacs')}</th>
          </tr>
        </thead>
        {blocks.map((block) => (
          <tbody key={block.block}>
            <BlockRow block={block} />
            {block.steps
              .filter((step) => all || !isSame(step))
              .map((step) => (
                <StepRow key={keyOf(step)} step={step} diff={diff} state={state} />
              ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function BlockRow({ block: { block, a, b, cost } }: { readonly block: DiffBlock }): JSX.Element {
  const sizes = [a, b].map((side) => (side ? shape(side.outputShape) : text('detailNone')));
  return (
    <tr class="compare-block">
      <th scope="rowgroup" colSpan={3}>
        {block}
      </th>
      <td class="compare-text">{[...new Set(sizes)].join(' → ')}</td>
      <td>{signed(cost.params)}</td>
      <td>{signedScaled(cost.macs)}</td>
    </tr>
  );
}

interface StepRowProps {
  readonly step: DiffStep;
  readonly diff: NetworkDiff;
  readonly state: PanelState;
}

function StepRow({ step, diff, state: { table, layer } }: StepRowProps): JSX.Element {
  const host = usePanelHost();
  const { a, b, details, cost } = step;
  const mark = markOf(step);
  const [sign, meaning] = MARKS[mark];
  const selected = (['a', 'b'] as const).some(
    (which) =>
      diff[which].network === table.network && layer !== null && step[which]?.layers.includes(layer) === true,
  );
  const names = (which: 'a' | 'b', side: DiffSide | null): JSX.Element | null =>
    side && (
      <button
        class="link mono"
        type="button"
        aria-current={selected}
        onClick={() => void selectLayerOf(host, table, diff[which].network, side.layers[0] ?? '')}
      >
        {side.layers.join(' + ')}
      </button>
    );
  return (
    <tr class={selected ? 'is-selected' : ''}>
      {a ? <th scope="row">{names('a', a)}</th> : <td />}
      <td title={text(meaning)}>
        <span class={`mark mark-${mark}`} aria-hidden="true">
          {sign}
        </span>
        <span class="visually-hidden">{text(meaning)}</span>
      </td>
      {a ? (
        <td class="compare-name">{names('b', b)}</td>
      ) : (
        <th scope="row" class="compare-name">
          {names('b', b)}
        </th>
      )}
      <td class="compare-text">{details.map(detailText).join(', ')}</td>
      <td>{cost.params === 0 ? '' : signed(cost.params)}</td>
      <td>{cost.macs === 0 ? '' : signedScaled(cost.macs)}</td>
    </tr>
  );
}

function markOf(step: DiffStep): keyof typeof MARKS {
  if (!step.b) return 'onlyA';
  if (!step.a) return 'onlyB';
  return isSame(step) ? 'same' : 'changed';
}

function keyOf({ a, b }: DiffStep): string {
  return [a, b].map((side) => side?.layers[0] ?? '').join('|');
}
