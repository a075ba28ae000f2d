import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { fontSizeOf } from '../elementSize';

/**
 * How many tiles stand side by side in an element, followed as its width changes.
 *
 * @param tileWidth - the least that a tile takes, in em
 */
export function useTileColumns(ref: RefObject<HTMLElement | null>, tileWidth: number): number {
  const [columns, setColumns] = useState(1);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const measure = (): void => {
      const width = element.clientWidth || window.innerWidth;
      setColumns(Math.max(1, Math.floor(width / (tileWidth * fontSizeOf(element)))));
    };
    measure();
    const observer = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(measure);
    observer?.observe(element);
    return () => observer?.disconnect();
  }, [ref, tileWidth]);
  return columns;
}
