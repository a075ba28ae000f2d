import type { JSX } from 'preact';
import type { ColumnId } from '../layerColumns';
import type { GroupRow, LayerFigures } from '../layerTree';
import { text } from '../strings';
import { LAYER_CELLS } from './layerCells';

interface TreegridTotalsProps {
  readonly columns: readonly ColumnId[];
  /** "134 layers", or how many of them are shown. */
  readonly label: string;
  readonly totals: LayerFigures;
  /** From 1, the titles' row included. */
  readonly place: number;
}

/** Columns whose numbers can be added up. */
const SUMMED: readonly ColumnId[] = ['params', 'macs', 'time', 'speed', 'activation'];
const NO_BARS = { params: 0, macs: 0, time: 0 };

/** The sums of the rows that are shown. */
export function TreegridTotals({ columns, label, totals, place }: TreegridTotalsProps): JSX.Element {
  const row: GroupRow = {
    kind: 'group',
    id: 'total',
    level: 1,
    position: 1,
    siblings: 1,
    parent: null,
    label: text('total'),
    expanded: false,
    layers: 0,
    figures: totals,
  };
  return (
    <tfoot>
      <tr aria-rowindex={place}>
        {columns.map((id) => {
          if (id === 'name') {
            return (
              <th key={id} class="column-name" scope="row">
                {columns.includes('type') ? text('total') : `${text('total')}, ${label}`}
              </th>
            );
          }
          const cell = SUMMED.includes(id) ? LAYER_CELLS[id](row, NO_BARS) : undefined;
          return (
            <td key={id} class={`column-${id}`} role="gridcell" title={cell?.title}>
              {id === 'type' ? label : cell?.content}
            </td>
          );
        })}
      </tr>
    </tfoot>
  );
}
