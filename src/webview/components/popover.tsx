import type { ComponentChildren, JSX, TargetedEvent } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Pixels that stay free at the window's edge. */
const EDGE = 8;

interface PopoverProps {
  readonly label: string;
  /** Where it is only a sign. */
  readonly title?: string;
  readonly name: string;
  readonly children: ComponentChildren;
}

/** Something small that a button opens over the page. Escape, a click beside it and leaving it close it. */
export function Popover({ label, title, name, children }: PopoverProps): JSX.Element {
  const box = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const closeOutside = (event: Event): void => {
      if (box.current?.open && !box.current.contains(event.target as Node)) box.current.open = false;
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('focusin', closeOutside);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
    };
  }, []);
  return (
    <details
      class="popover"
      ref={box}
      onToggle={keepInSight}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !box.current?.open) return;
        event.stopPropagation();
        box.current.open = false;
        box.current.querySelector('summary')?.focus();
      }}
    >
      <summary class="button button-secondary" title={title} aria-label={title} data-focus={name}>
        {label}
      </summary>
      <div class="popover-body">{children}</div>
    </details>
  );
}

/** It hangs from its button's right end; where there is no room for that, it moves to the right. */
function keepInSight({ currentTarget }: TargetedEvent<HTMLDetailsElement>): void {
  const body = currentTarget.querySelector<HTMLElement>('.popover-body');
  if (!body) return;
  body.style.translate = '';
  body.style.translate = `${Math.max(0, EDGE - body.getBoundingClientRect().left)}px`;
}
