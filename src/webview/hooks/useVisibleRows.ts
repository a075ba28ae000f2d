import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { useSeenRows } from './useSeenRows';

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
  const { first, end, onScroll } = useSeenRows(box, rowHeight);
  if (rows <= threshold) return { box, first: 0, end: rows, onScroll };
  const last = Math.min(rows, end + MARGIN);
  return { box, first: Math.min(Math.max(0, first - MARGIN), last), end: last, onScroll };
}
