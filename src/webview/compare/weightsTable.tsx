import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { PanelState } from '../../shared/panelProtocol';
import {
  changedShare,
  relativeDifference,
  type TensorDifference,
  type WeightsComparison,
} from '../../shared/weightsComparison';
import { Bar } from '../components/probabilityBars';
import { figure, percent } from '../format';
import { usePanelHost } from '../panelHost';
import { selectLayerOf } from '../selectLayerOf';
import { text } from '../strings';
import { comparedRows, cosineText, type ComparedRow, type RowKind, type RowOrder } from './comparedRows';

interface WeightsTableProps {
  readonly comparison: WeightsComparison;
  readonly kind: RowKind;
  readonly order: RowOrder;
  readonly state: PanelState;
}

/** How much each layer or tensor differs; the bars compare with the most different. */
export function WeightsTable({ comparison, kind, order, state }: WeightsTableProps): JSX.Element {
  const host = usePanelHost();
  const rows = useMemo(() => comparedRows(comparison, kind, order), [comparison, kind, order]);
  const most = Math.max(
    0,
    ...rows.map(({ difference }) => (difference && relativeDifference(difference)) ?? 0),
  );
  const network = comparison.a.network ?? comparison.b.network;
  const { table, layer } = state;
  return (
    <div class="compare-box compare-tall" tabIndex={0} role="region" aria-label={text('compareWeights')}>
      <table class="compare-table">
        <caption class="visually-hidden">{text('compareWeights')}</caption>
        <thead>
          <tr>
            <th scope="col">{text(kind === 'layers' ? 'columnName' : 'columnVariable')}</th>
            <th scope="col" class="compare-text">
              {text(kind === 'layers' ? 'compareByTensor' : 'columnShape')}
            </th>
            <th scope="col" title={text('hintRelative')}>
              {text('columnRelative')}
            </th>
            <th scope="col">{text('columnCosine')}</th>
            <th scope="col">{text('columnMaxAbs')}</th>
            <th scope="col">{text('columnChanged')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.name}
              row={row}
              most={most}
              selected={row.layer === layer && network === table.network}
              onSelect={() => {
                if (network) void selectLayerOf(host, table, network, row.layer);
              }}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly row: ComparedRow;
  readonly most: number;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

function Row({ row: { name, about, difference, note }, most, selected, onSelect }: RowProps): JSX.Element {
  return (
    <tr class={selected ? 'is-selected' : ''}>
      <th scope="row">
        <button class="link mono" type="button" aria-current={selected} onClick={onSelect}>
          {name}
        </button>
      </th>
      <td class="compare-text minor">{about}</td>
      {difference ? (
        <Figures difference={difference} most={most} note={note} />
      ) : (
        <td colSpan={4} class="minor">
          {note}
        </td>
      )}
    </tr>
  );
}

interface FiguresProps {
  readonly difference: TensorDifference;
  readonly most: number;
  readonly note: string;
}

function Figures({ difference, most, note }: FiguresProps): JSX.Element {
  const relative = relativeDifference(difference);
  const share = most === 0 ? 0 : (relative ?? most) / most;
  return (
    <>
      <td title={note === '' ? undefined : note}>
        <span class="compare-bar">
          <Bar share={share} />
          <span>{relative === null ? '∞' : figure(relative)}</span>
        </span>
      </td>
      <td>{cosineText(difference)}</td>
      <td>{figure(difference.maxAbs)}</td>
      <td>{percent(changedShare(difference))}</td>
    </>
  );
}
