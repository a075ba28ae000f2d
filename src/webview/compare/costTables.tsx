import type { ComponentChildren, JSX } from 'preact';
import { COST_CAUSES, type NetworkDiff } from '../../shared/networkDiff';
import { count, decimal } from '../format';
import { text } from '../strings';
import { CAUSE_TITLES, COSTS, signed, valueText } from './diffWords';

type Names = readonly [string, string];

interface SimpleTableProps {
  readonly title: string;
  readonly head: readonly string[];
  /** Whether all cells are words. */
  readonly words?: boolean;
  readonly rows: readonly (readonly [name: string, ...cells: string[]])[];
}

/** A table of a few rows; the first cell of each names it. */
function SimpleTable({ title, head, words = false, rows }: SimpleTableProps): JSX.Element | null {
  if (rows.length === 0) return null;
  const style = words ? 'compare-text' : '';
  return (
    <div class="compare-box">
      <table class="compare-table">
        <caption class="visually-hidden">{title}</caption>
        <thead>
          <tr>
            {[title, ...head].map((name, index) => (
              <th key={index} scope="col" class={style}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((cell, index): ComponentChildren => (
                <td key={index} class={style}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the two cost as a whole. */
export function TotalTable({
  diff,
  names,
}: {
  readonly diff: NetworkDiff;
  readonly names: Names;
}): JSX.Element {
  const { a, b, cost } = diff;
  return (
    <SimpleTable
      title={text('compareTotals')}
      head={[...names, text('columnDifference'), '×']}
      rows={COSTS.map(([key, title]) => [
        text(title),
        count(a[key]),
        count(b[key]),
        signed(cost[key]),
        a[key] === 0 ? '' : decimal(b[key] / a[key]),
      ])}
    />
  );
}

/** Where the difference comes from. */
export function CauseTable({ diff: { causes } }: { readonly diff: NetworkDiff }): JSX.Element {
  return (
    <SimpleTable
      title={text('columnCause')}
      head={COSTS.map(([, title]) => text(title))}
      rows={COST_CAUSES.filter((cause) => COSTS.some(([key]) => causes[cause][key] !== 0)).map((cause) => [
        text(CAUSE_TITLES[cause]),
        ...COSTS.map(([key]) => signed(causes[cause][key])),
      ])}
    />
  );
}

/** In what the two differ on the whole. */
export function PointTable({
  diff,
  names,
}: {
  readonly diff: NetworkDiff;
  readonly names: Names;
}): JSX.Element {
  return (
    <SimpleTable
      title={text('comparePoints')}
      head={names}
      words
      rows={diff.points.map(({ what, a, b }) => [valueText(what), valueText(a), valueText(b)])}
    />
  );
}
