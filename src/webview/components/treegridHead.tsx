import type { JSX } from 'preact';
import { LAYER_COLUMNS, type ColumnId, type Sort } from '../layerColumns';
import { text } from '../strings';
import { Icon } from './icon';

interface TreegridHeadProps {
  readonly columns: readonly ColumnId[];
  readonly sort: Sort | null;
  readonly axes: string;
  readonly onSort: (column: ColumnId) => void;
}

/** Column titles; each is a button that sorts. */
export function TreegridHead({ columns, sort, axes, onSort }: TreegridHeadProps): JSX.Element {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map((id) => {
          const { title, hint } = LAYER_COLUMNS[id];
          const direction = sort?.column === id ? sort.direction : undefined;
          return (
            <th key={id} scope="col" class={`column-${id}`} aria-sort={direction ?? 'none'}>
              <button
                class="column-title"
                type="button"
                title={hint && text(hint, axes)}
                data-focus={`sort-${id}`}
                onClick={() => {
                  onSort(id);
                }}
              >
                <span>{text(title)}</span>
                {direction && <Icon name={direction === 'ascending' ? 'sortUp' : 'sortDown'} />}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
