import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { fontSizeOf, heightOf } from '../elementSize';

export interface SeenRows {
  /** The rows that can be seen: from `first`, up to and without `end`. */
  readonly first: number;
  readonly end: number;
  readonly onScroll: () => void;
}

/**
 * Which rows of a scrolling box can be seen.
 *
 * @param rowHeight - of every row, in em
 */
export function useSeenRows(box: RefObject<HTMLElement | null>, rowHeight: number): SeenRows {
  const [seen, setSeen] = useState({ first: 0, end: 0 });
  const measure = (): void => {
    const element = box.current;
    if (!element) return;
    const row = rowHeight * fontSizeOf(element);
    const first = Math.floor(element.scrollTop / row);
    const end = Math.ceil((element.scrollTop + heightOf(element)) / row);
    setSeen((known) => (known.first === first && known.end === end ? known : { first, end }));
  };
  useLayoutEffect(measure);
  useLayoutEffect(() => {
    window.addEventListener('resize', measure);
    return () => {
      window.removeEventListener('resize', measure);
    };
  }, []);
  return { ...seen, onScroll: measure };
}

/** The rows from `first`, up to and without `end`; and the active one, which must be there to have the focus. */
export function drawnRows(first: number, end: number, length: number, active: number): readonly number[] {
  const near = Array.from({ length: Math.max(0, Math.min(length, end) - first) }, (_, step) => first + step);
  if (active < 0 || active >= length || near.includes(active)) return near;
  return active < first ? [active, ...near] : [...near, active];
}
