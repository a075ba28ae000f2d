import type { JSX } from 'preact';
import { COLUMN_IDS, LAYER_COLUMNS, type ColumnId, type Sort } from '../layerColumns';
import { text } from '../strings';
import { Icon } from './icon';

interface TreegridHeadProps {
  readonly sort: Sort | null;
  readonly axes: string;
  readonly onSort: (column: ColumnId) => void;
}

/** Column titles; each is a button that sorts. */
export function TreegridHead({ sort, axes, onSort }: TreegridHeadProps): JSX.Element {
  return (
    <thead>
      <tr>
        {COLUMN_IDS.map((id) => {
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
