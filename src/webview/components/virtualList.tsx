import type { ComponentChild, CSSProperties, HTMLAttributes, JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useScrollMemory } from '../hooks/useScrollMemory';

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
  const [view, setView] = useState({ first: 0, last: MARGIN });
  const measure = (): void => {
    const element = box.current;
    if (!element) return;
    const row = rowHeight * fontSizeOf(element);
    const first = Math.floor(element.scrollTop / row) - MARGIN;
    const last = Math.ceil((element.scrollTop + heightOf(element)) / row) + MARGIN;
    setView((known) => (known.first === first && known.last === last ? known : { first, last }));
  };
  useScrollMemory(name, box);
  useLayoutEffect(measure);
  useLayoutEffect(() => {
    window.addEventListener('resize', measure);
    return () => {
      window.removeEventListener('resize', measure);
    };
  }, []);
  const shown = useRef(active);
  useLayoutEffect(() => {
    if (!box.current || shown.current === active) return;
    shown.current = active;
    reveal(box.current, active * rowHeight, rowHeight);
  }, [active]);

  const visible = (index: number): boolean => index >= view.first && index <= view.last;
  const drawn = items.length <= threshold ? [...items.keys()] : around(view, active, items.length);
  return (
    <div {...attributes} class="virtual-list" ref={box} onScroll={measure}>
      <div class="virtual-canvas" role="rowgroup" style={{ height: `${items.length * rowHeight}em` }}>
        {drawn.map((index) => {
          const item = items[index];
          const style = { top: `${index * rowHeight}em`, height: `${rowHeight}em` };
          return item === undefined ? null : children(item, index, { style, visible: visible(index) });
        })}
      </div>
    </div>
  );
}

/** The indices from `first` to `last` that exist, and the active one where it belongs. */
function around(
  { first, last }: { readonly first: number; readonly last: number },
  active: number,
  length: number,
): number[] {
  const from = Math.max(0, first);
  const near = Array.from(
    { length: Math.max(0, Math.min(length - 1, last) - from + 1) },
    (_, step) => from + step,
  );
  if (active < 0 || active >= length || near.includes(active)) return near;
  return active < from ? [active, ...near] : [...near, active];
}

function reveal(element: HTMLElement, topEm: number, heightEm: number): void {
  const font = fontSizeOf(element);
  const top = topEm * font;
  const bottom = top + heightEm * font;
  if (top < element.scrollTop) element.scrollTop = top;
  else if (bottom > element.scrollTop + heightOf(element)) element.scrollTop = bottom - heightOf(element);
}

function fontSizeOf(element: HTMLElement): number {
  return Number.parseFloat(getComputedStyle(element).fontSize) || 13;
}

/** Before the first layout a box has no height; the window's is the most it can get. */
function heightOf(element: HTMLElement): number {
  return element.clientHeight || window.innerHeight;
}
