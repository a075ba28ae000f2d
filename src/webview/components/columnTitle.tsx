import type { JSX } from 'preact';
import type { ColumnSort } from '../columnSort';
import { Icon } from './icon';

interface ColumnTitleProps<Column extends string> {
  readonly column: Column;
  readonly title: string;
  readonly hint?: string | undefined;
  readonly className: string;
  /** Unique in the panel; by it the button gets its focus back after a reload. */
  readonly name?: string;
  readonly sort: ColumnSort<Column> | null;
  readonly onSort: (column: Column) => void;
}

/** A column's title: a button that sorts, and says how it does. */
export function ColumnTitle<Column extends string>(props: ColumnTitleProps<Column>): JSX.Element {
  const { column, title, hint, className, name, sort, onSort } = props;
  const direction = sort?.column === column ? sort.direction : undefined;
  return (
    <th scope="col" class={className} aria-sort={direction ?? 'none'}>
      <button
        class="column-title"
        type="button"
        title={hint}
        data-focus={name}
        onClick={() => {
          onSort(column);
        }}
      >
        <span>{title}</span>
        {direction && <Icon name={direction === 'ascending' ? 'sortUp' : 'sortDown'} />}
      </button>
    </th>
  );
}
