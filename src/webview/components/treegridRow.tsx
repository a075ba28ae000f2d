import type { JSX } from 'preact';
import { COLUMN_IDS } from '../layerColumns';
import type { TreeRow } from '../layerTree';
import type { BarLengths } from '../shareScale';
import { Icon } from './icon';
import { LAYER_CELLS } from './layerCells';

interface TreegridRowProps {
  readonly row: TreeRow;
  readonly bars: BarLengths;
  readonly active: boolean;
  readonly onActivate: () => void;
}

/** A layer, or a group with the sums of its layers. */
export function TreegridRow({ row, bars, active, onActivate }: TreegridRowProps): JSX.Element {
  const group = row.kind === 'group';
  const name = group ? row.label : row.layer.name;
  return (
    <tr
      class={`row-${row.kind} level-${row.level}`}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={group ? row.expanded : undefined}
      tabIndex={active ? 0 : -1}
      data-focus={active ? 'layers' : undefined}
      onClick={onActivate}
    >
      {COLUMN_IDS.map((id) => {
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
