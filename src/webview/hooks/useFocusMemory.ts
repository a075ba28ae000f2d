import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { usePanelHost } from '../panelHost';

/**
 * Remembers which part marked with `data-focus` had the focus. After a reload it gets the focus back as soon as the user
 * goes to the panel; the panel never takes the focus from an editor by itself.
 */
export function useFocusMemory(root: RefObject<HTMLElement | null>): void {
  const { memory } = usePanelHost();
  useEffect(() => {
    const remember = (event: FocusEvent): void => {
      const marked =
        event.target instanceof Element ? event.target.closest<HTMLElement>('[data-focus]') : null;
      if (marked) memory.change({ focus: marked.dataset['focus'] ?? null });
    };
    const restore = (): void => {
      const { focus } = memory.current;
      if (focus === null || document.activeElement !== document.body) return;
      const parts = root.current?.querySelectorAll<HTMLElement>('[data-focus]') ?? [];
      [...parts].find((part) => part.dataset['focus'] === focus)?.focus({ preventScroll: true });
    };
    document.addEventListener('focusin', remember);
    window.addEventListener('focus', restore);
    return () => {
      document.removeEventListener('focusin', remember);
      window.removeEventListener('focus', restore);
    };
  }, [memory, root]);
}
