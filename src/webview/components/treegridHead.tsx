import type { JSX } from 'preact';
import { LAYER_COLUMNS, type ColumnId, type Sort } from '../layerColumns';
import { text } from '../strings';
import { ColumnTitle } from './columnTitle';

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
          return (
            <ColumnTitle
              key={id}
              column={id}
              title={text(title)}
              hint={hint && text(hint, axes)}
              className={`column-${id}`}
              name={`sort-${id}`}
              sort={sort}
              onSort={onSort}
            />
          );
        })}
      </tr>
    </thead>
  );
}
