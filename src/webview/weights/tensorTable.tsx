import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { InspectedTensor } from '../../shared/inspection';
import { ColumnTitle } from '../components/columnTitle';
import { count } from '../format';
import { useVisibleRows } from '../hooks/useVisibleRows';
import { text } from '../strings';
import type { VsCodeApi } from '../vscodeApi';
import {
  filterTensors,
  isText,
  nextTensorSort,
  sortTensors,
  TENSOR_COLUMNS,
  TENSOR_TITLES,
  tensorCell,
} from './tensorColumns';
import { readTableView, type TableView } from './tableView';

const ROW_HEIGHT = 1.8;

interface TensorTableProps {
  readonly tensors: readonly InspectedTensor[];
  readonly api: Pick<VsCodeApi, 'getState' | 'setState'>;
}

/** The file's tensors with their figures: a line each, in an order and by words of the user's. */
export function TensorTable({ tensors, api }: TensorTableProps): JSX.Element {
  const [view, setView] = useState<TableView>(() => readTableView(api.getState()));
  const show = (changes: Partial<TableView>): void => {
    const changed = { ...view, ...changes };
    api.setState(changed);
    setView(changed);
  };
  const { filter, sort } = view;
  const rows = useMemo(() => sortTensors(filterTensors(tensors, filter), sort), [tensors, filter, sort]);
  const { box, first, end, onScroll } = useVisibleRows(rows.length, ROW_HEIGHT);
  return (
    <section class="weights-tensors">
      <div class="weights-tools">
        <h2>{text('weightsTensors')}</h2>
        <input
          class="input"
          type="search"
          aria-label={text('weightsFilter')}
          placeholder={text('weightsFilterHint')}
          value={filter}
          onInput={(event) => {
            show({ filter: event.currentTarget.value });
          }}
        />
        <p class="minor" role="status">
          {text('weightsCount', count(rows.length), count(tensors.length))}
        </p>
      </div>
      {rows.length === 0 ? (
        <p class="minor">{text('weightsNoTensor', filter)}</p>
      ) : (
        // A table that scrolls must be reached by the keyboard.
        <div
          class="tensor-box"
          ref={box}
          tabIndex={0}
          role="region"
          aria-label={text('weightsTensors')}
          onScroll={onScroll}
        >
          <table class="tensor-table" aria-rowcount={rows.length + 1}>
            <caption class="visually-hidden">{text('weightsTensors')}</caption>
            <thead>
              <tr aria-rowindex={1}>
                {TENSOR_COLUMNS.map((column) => (
                  <ColumnTitle
                    key={column}
                    column={column}
                    title={text(TENSOR_TITLES[column])}
                    className={`tensor-${column}${isText(column) ? ' column-text' : ''}`}
                    sort={sort}
                    onSort={() => {
                      show({ sort: nextTensorSort(sort, column) });
                    }}
                  />
                ))}
              </tr>
            </thead>
            <tbody>
              <Spacer rows={first} />
              {rows.slice(first, end).map((tensor, index) => (
                <Row key={tensor.name} tensor={tensor} index={first + index} />
              ))}
              <Spacer rows={rows.length - end} />
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** Room for rows that are not in the document. */
function Spacer({ rows }: { readonly rows: number }): JSX.Element | null {
  if (rows <= 0) return null;
  return (
    <tr aria-hidden="true" class="tensor-spacer">
      <td colSpan={TENSOR_COLUMNS.length} style={{ height: `${rows * ROW_HEIGHT}em` }} />
    </tr>
  );
}

function Row({ tensor, index }: { readonly tensor: InspectedTensor; readonly index: number }): JSX.Element {
  const odd = tensor.statistics !== null && tensor.statistics.nan + tensor.statistics.inf > 0;
  return (
    <tr aria-rowindex={index + 2} class={odd ? 'tensor-odd' : ''} style={{ height: `${ROW_HEIGHT}em` }}>
      <th scope="row" class="column-text mono" title={tensor.variable ?? text('weightsNotUsed')}>
        {tensor.variable ?? <span class="minor">({tensor.name})</span>}
      </th>
      {TENSOR_COLUMNS.slice(1).map((column) => (
        <td
          key={column}
          class={isText(column) ? 'column-text minor' : ''}
          title={column === 'name' ? tensor.name : undefined}
        >
          {tensorCell(tensor, column)}
        </td>
      ))}
    </tr>
  );
}
