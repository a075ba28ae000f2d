import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

/** Up to so many rows are all in the document, where the editor's find can reach them. */
const THRESHOLD = 200;
/** Rows above and below the visible ones, so that scrolling shows no gaps. */
const MARGIN = 8;

export interface VisibleRows {
  readonly box: RefObject<HTMLDivElement | null>;
  /** The rows to draw: from `first`, up to and without `end`. */
  readonly first: number;
  readonly end: number;
  readonly onScroll: () => void;
}

/**
 * Which rows of a long table are in the document.
 *
 * @param rowHeight - of every row, in em
 * @param threshold - up to so many rows are all in the document
 */
export function useVisibleRows(rows: number, rowHeight: number, threshold = THRESHOLD): VisibleRows {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ first: 0, end: 2 * MARGIN });
  const measure = (): void => {
    const element = box.current;
    if (!element) return;
    const row = rowHeight * (Number.parseFloat(getComputedStyle(element).fontSize) || 13);
    // Before the first layout a box has no height; the window's is the most it can get.
    const height = element.clientHeight || window.innerHeight;
    const first = Math.max(0, Math.floor(element.scrollTop / row) - MARGIN);
    const end = Math.ceil((element.scrollTop + height) / row) + MARGIN;
    setView((known) => (known.first === first && known.end === end ? known : { first, end }));
  };
  useLayoutEffect(measure);
  useLayoutEffect(() => {
    window.addEventListener('resize', measure);
    return () => {
      window.removeEventListener('resize', measure);
    };
  }, []);
  if (rows <= threshold) return { box, first: 0, end: rows, onScroll: measure };
  const end = Math.min(rows, view.end);
  return { box, first: Math.min(view.first, end), end, onScroll: measure };
}
