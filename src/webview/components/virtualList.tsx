import type { ComponentChild, CSSProperties, HTMLAttributes, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { fontSizeOf, heightOf } from '../elementSize';
import { useScrollMemory } from '../hooks/useScrollMemory';
import { drawnRows, useSeenRows } from '../hooks/useSeenRows';

/** Where a row goes, and whether it is in (or close to) the part that can be seen. */
export interface RowPlace {
  readonly style: CSSProperties;
  readonly visible: boolean;
}

interface VirtualListProps<T> {
  readonly items: readonly T[];
  /** Height of every row, in em, so that it follows the editor's font size. */
  readonly rowHeight: number;
  /** Row that stays in the document wherever the list is scrolled to, and is scrolled to when it changes. */
  readonly active: number;
  /** Up to so many rows are all in the document, where the editor's find can reach them. */
  readonly threshold?: number;
  readonly name: string;
  readonly attributes: HTMLAttributes<HTMLDivElement>;
  readonly children: (item: T, index: number, place: RowPlace) => ComponentChild;
}

/** Rows drawn above and below the visible ones, so that scrolling shows no gaps. */
const MARGIN = 4;

/** A list of rows of one height, of which only those near the visible part are in the document. */
export function VirtualList<T>(props: VirtualListProps<T>): JSX.Element {
  const { items, rowHeight, active, threshold = 100, name, attributes, children } = props;
  const box = useRef<HTMLDivElement>(null);
  useScrollMemory(name, box);
  const seen = useSeenRows(box, rowHeight);
  const shown = useRef(active);
  useLayoutEffect(() => {
    if (!box.current || shown.current === active) return;
    shown.current = active;
    reveal(box.current, active * rowHeight, rowHeight);
  }, [active]);

  const first = Math.max(0, seen.first - MARGIN);
  const end = seen.end + MARGIN + 1;
  const all = items.length <= threshold;
  const drawn = drawnRows(all ? 0 : first, all ? items.length : end, items.length, active);
  return (
    <div {...attributes} class="virtual-list" ref={box} onScroll={seen.onScroll}>
      <div class="virtual-canvas" role="rowgroup" style={{ height: `${items.length * rowHeight}em` }}>
        {drawn.map((index) => {
          const item = items[index];
          const style = { top: `${index * rowHeight}em`, height: `${rowHeight}em` };
          return item === undefined
            ? null
            : children(item, index, { style, visible: index >= first && index < end });
        })}
      </div>
    </div>
  );
}

function reveal(element: HTMLElement, topEm: number, heightEm: number): void {
  const font = fontSizeOf(element);
  const top = topEm * font;
  const bottom = top + heightEm * font;
  if (top < element.scrollTop) element.scrollTop = top;
  else if (bottom > element.scrollTop + heightOf(element)) element.scrollTop = bottom - heightOf(element);
}
