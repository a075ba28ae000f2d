import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useScrollMemory } from '../hooks/useScrollMemory';
import { COLUMN_IDS, type ColumnId, type Sort } from '../layerColumns';
import type { LayerFigures, TreeRow } from '../layerTree';
import type { BarLengths } from '../shareScale';
import { treegridAction } from '../treegridKeys';
import { TreegridHead } from './treegridHead';
import { TreegridRow } from './treegridRow';
import { TreegridTotals } from './treegridTotals';

interface TreegridProps {
  readonly label: string;
  readonly rows: readonly TreeRow[];
  readonly bars: (row: TreeRow) => BarLengths;
  readonly sort: Sort | null;
  /** Axis order of the shapes, for the column's hint. */
  readonly axes: string;
  readonly totals: LayerFigures;
  /** "134 layers", or how many of them are shown. */
  readonly totalsLabel: string;
  /** Said in place of rows when there are none. */
  readonly nothing: string;
  readonly onSort: (column: ColumnId) => void;
  readonly onToggle: (group: string, expanded: boolean) => void;
}

/** The layer table as an ARIA treegrid whose rows take the focus; one row at a time is in the tab order. */
export function Treegrid(props: TreegridProps): JSX.Element {
  const { label, rows, bars, sort, axes, totals, totalsLabel, nothing, onSort, onToggle } = props;
  const [wanted, setWanted] = useState<string | null>(null);
  const active = rows.find(({ id }) => id === wanted) ?? rows[0];
  const box = useRef<HTMLDivElement>(null);
  useScrollMemory('layers', box);
  const keyboard = useRef(false);
  useLayoutEffect(() => {
    if (!keyboard.current) return;
    keyboard.current = false;
    box.current?.querySelector<HTMLElement>('tbody tr[tabindex="0"]')?.focus();
  }, [active?.id]);

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    if (!active || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = treegridAction(rows, active.id, event.key);
    if (!action) return;
    event.preventDefault();
    if ('toggle' in action) {
      onToggle(action.toggle, action.expanded);
      return;
    }
    keyboard.current = action.focus !== active.id;
    setWanted(action.focus);
  };
  return (
    <div class="treegrid-box" ref={box}>
      <table class="treegrid" role="treegrid" aria-label={label}>
        <TreegridHead sort={sort} axes={axes} onSort={onSort} />
        <tbody onKeyDown={onKeyDown}>
          {rows.map((row) => (
            <TreegridRow
              key={row.id}
              row={row}
              bars={bars(row)}
              active={row === active}
              onActivate={() => {
                setWanted(row.id);
                if (row.kind === 'group') onToggle(row.id, !row.expanded);
              }}
            />
          ))}
          {rows.length === 0 && (
            <tr>
              <td class="treegrid-nothing minor" role="gridcell" colSpan={COLUMN_IDS.length}>
                {nothing}
              </td>
            </tr>
          )}
        </tbody>
        <TreegridTotals label={totalsLabel} totals={totals} />
      </table>
    </div>
  );
}
