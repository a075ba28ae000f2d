import type { JSX } from 'preact';
import { LAYER_COLUMNS, type ColumnId } from '../layerColumns';
import { text } from '../strings';
import { Popover } from './popover';

interface ColumnMenuProps {
  readonly columns: readonly ColumnId[];
  /** The columns that there is something to show in. */
  readonly available: readonly ColumnId[];
  readonly onColumns: (columns: readonly ColumnId[]) => void;
}

/** Which columns the table has. */
export function ColumnMenu({ columns, available, onColumns }: ColumnMenuProps): JSX.Element {
  return (
    <Popover label={text('columns')} name="layers-columns">
      <ul class="column-menu" aria-label={text('columns')}>
        {available
          .filter((id) => id !== 'name')
          .map((id) => (
            <li key={id}>
              <label>
                <input
                  type="checkbox"
                  checked={columns.includes(id)}
                  onChange={(event) => {
                    const others = columns.filter((column) => column !== id);
                    onColumns(event.currentTarget.checked ? [...others, id] : others);
                  }}
                />{' '}
                {text(LAYER_COLUMNS[id].title)}
              </label>
            </li>
          ))}
      </ul>
    </Popover>
  );
}
