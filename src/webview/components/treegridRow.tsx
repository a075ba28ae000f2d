import type { JSX } from 'preact';
import type { ColumnId } from '../layerColumns';
import type { TreeRow } from '../layerTree';
import type { BarLengths } from '../shareScale';
import { Icon } from './icon';
import { LAYER_CELLS } from './layerCells';

interface TreegridRowProps {
  readonly row: TreeRow;
  readonly columns: readonly ColumnId[];
  readonly bars: BarLengths;
  readonly active: boolean;
  readonly selected: boolean;
  /** From 1, the titles' row included. */
  readonly place: number;
  /** In em. */
  readonly height: number;
  readonly onActivate: () => void;
}

/** A layer, or a group with the sums of its layers. */
export function TreegridRow({
  row,
  columns,
  bars,
  active,
  selected,
  place,
  height,
  onActivate,
}: TreegridRowProps): JSX.Element {
  const group = row.kind === 'group';
  const name = group ? row.label : row.layer.name;
  return (
    <tr
      class={`row-${row.kind} level-${row.level}`}
      aria-level={row.level}
      aria-rowindex={place}
      aria-selected={group ? undefined : selected}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={group ? row.expanded : undefined}
      style={{ height: `${height}em` }}
      tabIndex={active ? 0 : -1}
      data-focus={active ? 'layers' : undefined}
      data-layer={group ? undefined : name}
      onClick={onActivate}
    >
      {columns.map((id) => {
        if (id === 'name') {
          return (
            <th key={id} class="column-name" scope="row" title={name}>
              {group && <Icon name="chevron" />}
              {name}
            </th>
          );
        }
        const { content, title } = LAYER_CELLS[id](row, bars);
        return (
          <td key={id} class={`column-${id}`} role="gridcell" title={title}>
            {content}
          </td>
        );
      })}
    </tr>
  );
}
