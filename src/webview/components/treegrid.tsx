import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useScrollMemory } from '../hooks/useScrollMemory';
import { drawnRows } from '../hooks/useSeenRows';
import { useVisibleRows } from '../hooks/useVisibleRows';
import type { ColumnId, Sort } from '../layerColumns';
import type { LayerFigures, TreeRow } from '../layerTree';
import { scrollToRow } from '../scrollToRow';
import type { BarLengths } from '../shareScale';
import { treegridAction } from '../treegridKeys';
import { TreegridBody } from './treegridBody';
import { TreegridHead } from './treegridHead';
import { TreegridTotals } from './treegridTotals';

interface TreegridProps {
  readonly label: string;
  readonly rows: readonly TreeRow[];
  readonly columns: readonly ColumnId[];
  readonly bars: (row: TreeRow) => BarLengths;
  readonly sort: Sort | null;
  /** Name of the selected layer. */
  readonly layer: string | null;
  /** Axis order of the shapes, for the column's hint. */
  readonly axes: string;
  readonly totals: LayerFigures;
  /** "134 layers", or how many of them are shown. */
  readonly totalsLabel: string;
  /** Said in place of rows when there are none. */
  readonly nothing: string;
  readonly onSort: (column: ColumnId) => void;
  readonly onToggle: (group: string, expanded: boolean) => void;
  readonly onSelect: (layer: string) => void;
}

/** In em, of every row. */
const ROW_HEIGHT = 1.8;
/** Up to so many rows are all in the document. */
const THRESHOLD = 40;

/** The layer table as an ARIA treegrid whose rows take the focus; one row at a time is in the tab order. */
export function Treegrid(props: TreegridProps): JSX.Element {
  const { label, rows, columns, bars, sort, layer, axes, totals, totalsLabel, nothing } = props;
  const { onSort, onToggle, onSelect } = props;
  const [wanted, setWanted] = useState<string | null>(null);
  const active = rows.find(({ id }) => id === wanted) ?? rows[0];
  const { box, first, end, onScroll } = useVisibleRows(rows.length, ROW_HEIGHT, THRESHOLD);
  useScrollMemory('layers', box);
  const keyboard = useRef(false);
  useLayoutEffect(() => {
    if (!keyboard.current) return;
    keyboard.current = false;
    const row = box.current?.querySelector<HTMLElement>('tbody tr[tabindex="0"]');
    row?.focus({ preventScroll: true });
    if (box.current && row) scrollToRow(box.current, row);
  }, [active?.id]);

  const selected = rows.find((row) => row.kind === 'layer' && row.layer.name === layer)?.id;
  const [shown, setShown] = useState<string | undefined>(undefined);
  useLayoutEffect(() => {
    // Wherever it was selected, the row becomes the one that the keyboard goes on from.
    setShown(selected);
    if (selected !== undefined) setWanted(selected);
  }, [selected]);
  useLayoutEffect(() => {
    const row = box.current?.querySelector<HTMLElement>('tbody tr[aria-selected="true"]');
    if (box.current && row) scrollToRow(box.current, row);
  }, [shown]);

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    if (!active || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = treegridAction(rows, active.id, event.key);
    if (!action) return;
    event.preventDefault();
    if ('toggle' in action) onToggle(action.toggle, action.expanded);
    else if ('select' in action) onSelect(action.select);
    else {
      keyboard.current = action.focus !== active.id;
      setWanted(action.focus);
    }
  };
  return (
    <div class="treegrid-box" ref={box} onScroll={onScroll}>
      <table class="treegrid" role="treegrid" aria-label={label} aria-rowcount={rows.length + 2}>
        <TreegridHead columns={columns} sort={sort} axes={axes} onSort={onSort} />
        <TreegridBody
          rows={rows}
          drawn={drawnRows(first, end, rows.length, active ? rows.indexOf(active) : -1)}
          rowHeight={ROW_HEIGHT}
          columns={columns}
          bars={bars}
          active={active}
          layer={layer}
          nothing={nothing}
          onKeyDown={onKeyDown}
          onActivate={(row) => {
            setWanted(row.id);
            if (row.kind === 'group') onToggle(row.id, !row.expanded);
            else onSelect(row.layer.name);
          }}
        />
        <TreegridTotals columns={columns} label={totalsLabel} totals={totals} place={rows.length + 2} />
      </table>
    </div>
  );
}
