import type { JSX, TargetedKeyboardEvent } from 'preact';
import type { ColumnId } from '../layerColumns';
import type { TreeRow } from '../layerTree';
import type { BarLengths } from '../shareScale';
import { TreegridRow } from './treegridRow';

interface TreegridBodyProps {
  readonly rows: readonly TreeRow[];
  /** Which of the rows are in the document, from the top. */
  readonly drawn: readonly number[];
  /** In em. */
  readonly rowHeight: number;
  readonly columns: readonly ColumnId[];
  readonly bars: (row: TreeRow) => BarLengths;
  readonly active: TreeRow | undefined;
  readonly layer: string | null;
  readonly nothing: string;
  readonly onKeyDown: (event: TargetedKeyboardEvent<HTMLElement>) => void;
  readonly onActivate: (row: TreeRow) => void;
}

/** The rows of the layer table that are near what can be seen, and room for the others. */
export function TreegridBody(props: TreegridBodyProps): JSX.Element {
  const { rows, drawn, rowHeight, columns, bars, active, layer, nothing, onKeyDown, onActivate } = props;
  const room = (from: number, to: number): JSX.Element | null =>
    to > from ? (
      <tr key={`room ${from}`} class="treegrid-room" aria-hidden="true">
        <td colSpan={columns.length} style={{ height: `${(to - from) * rowHeight}em` }} />
      </tr>
    ) : null;
  return (
    <tbody onKeyDown={onKeyDown}>
      {drawn.map((index, place) => {
        const row = rows[index];
        return (
          row && [
            room((drawn[place - 1] ?? -1) + 1, index),
            <TreegridRow
              key={row.id}
              row={row}
              columns={columns}
              bars={bars(row)}
              active={row === active}
              selected={row.kind === 'layer' && row.layer.name === layer}
              place={index + 2}
              height={rowHeight}
              onActivate={() => {
                onActivate(row);
              }}
            />,
          ]
        );
      })}
      {room((drawn.at(-1) ?? -1) + 1, rows.length)}
      {rows.length === 0 && (
        <tr>
          <td class="treegrid-nothing minor" role="gridcell" colSpan={columns.length}>
            {nothing}
          </td>
        </tr>
      )}
    </tbody>
  );
}
