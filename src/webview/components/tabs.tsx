import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { text, type MessageKey } from '../strings';

interface TabsProps<Id extends string> {
  readonly label: MessageKey;
  readonly tabs: readonly (readonly [id: Id, title: MessageKey])[];
  readonly selected: Id;
  /** Of the element that the tabs change. */
  readonly panelId: string;
  readonly className?: string;
  readonly onSelect: (id: Id) => void;
}

/** ARIA tabs: the arrow keys, Home and End change what is shown. */
export function Tabs<Id extends string>(props: TabsProps<Id>): JSX.Element {
  const { label, tabs, selected, panelId, className = '', onSelect } = props;
  const ids = tabs.map(([id]) => id);
  const list = useRef<HTMLDivElement>(null);
  // Where there is too little room for all, the one that is shown is in sight.
  useLayoutEffect(() => {
    const show = (): void => {
      const box = list.current;
      const tab = box?.querySelector<HTMLElement>(`#${tabId(selected)}`);
      if (!box || !tab) return;
      const start = tab.offsetLeft - box.offsetLeft;
      const least = start + tab.offsetWidth - box.clientWidth;
      box.scrollLeft = Math.min(Math.max(box.scrollLeft, least), start);
    };
    show();
    window.addEventListener('resize', show);
    return () => {
      window.removeEventListener('resize', show);
    };
  }, [selected, tabs.length]);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    const target = tabAfter(ids, selected, event.key);
    if (target === undefined) return;
    event.preventDefault();
    onSelect(target);
    list.current?.querySelector<HTMLElement>(`#${tabId(target)}`)?.focus();
  };
  return (
    <div class={`tabs ${className}`} role="tablist" aria-label={text(label)} ref={list} onKeyDown={onKeyDown}>
      {tabs.map(([id, title]) => (
        <button
          key={id}
          id={tabId(id)}
          class="tab"
          type="button"
          role="tab"
          aria-selected={id === selected}
          aria-controls={panelId}
          tabIndex={id === selected ? 0 : -1}
          data-focus={tabId(id)}
          onClick={() => {
            onSelect(id);
          }}
        >
          {text(title)}
        </button>
      ))}
    </div>
  );
}

export function tabId(id: string): string {
  return `tab-${id}`;
}

function tabAfter<Id extends string>(ids: readonly Id[], selected: Id, key: string): Id | undefined {
  const index = ids.indexOf(selected);
  switch (key) {
    case 'ArrowRight':
      return ids[(index + 1) % ids.length];
    case 'ArrowLeft':
      return ids.at(index - 1);
    case 'Home':
      return ids[0];
    case 'End':
      return ids.at(-1);
    default:
      return undefined;
  }
}
