import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { usePanelHost } from '../panelHost';

/** Scrolling fires far more often than anyone reloads. */
const SETTLED_MS = 200;

/** Puts a scrolling part back where it was, and remembers where it goes. */
export function useScrollMemory(part: string, ref: RefObject<HTMLElement | null>): void {
  const { memory } = usePanelHost();
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    element.scrollTop = memory.current.scroll[part] ?? 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const remember = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        memory.setScroll(part, element.scrollTop);
      }, SETTLED_MS);
    };
    element.addEventListener('scroll', remember, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener('scroll', remember);
    };
  }, [memory, part, ref]);
}
