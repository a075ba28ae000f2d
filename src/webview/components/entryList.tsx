import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useRef } from 'preact/hooks';
import type { PanelState, ResultEntry } from '../../shared/panelProtocol';
import { useActiveEntry } from '../hooks/useActiveEntry';
import { usePanelHost } from '../panelHost';
import { text } from '../strings';
import { EntryRow } from './entryRow';
import { VirtualList } from './virtualList';

/** In em: title, five bars and a line of measures, as the style sheet draws them. */
const ROW_HEIGHT = 11.4;

/** Rows that Page Up and Page Down pass. */
const PAGE = 5;

export interface EntryListProps {
  readonly state: PanelState;
  /** Those that the query leaves, in its order. */
  readonly entries: readonly ResultEntry[];
  /** Goes on to the selected picture's detail. */
  readonly onOpen: () => void;
}

/** The pictures as an ARIA grid; the arrow keys move through it and select, Enter goes on to the detail. */
export function EntryList({ state, entries, onOpen }: EntryListProps): JSX.Element {
  const { models, selected, run } = state;
  const host = usePanelHost();
  const list = useRef<HTMLDivElement>(null);
  const { active, activate, move } = useActiveEntry(list, entries, selected);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    // A key for a button inside of the row is the button's.
    if (event.target instanceof HTMLButtonElement) return;
    const target = rowAfter(active, entries.length, event.key);
    const entry = target === undefined ? undefined : entries[target];
    if (target === undefined || !entry) return;
    event.preventDefault();
    move(target);
    host.selectEntry(entry.id);
    if (event.key === 'Enter') onOpen();
  };
  return (
    <div class="entry-list" ref={list}>
      <VirtualList
        items={entries}
        rowHeight={ROW_HEIGHT}
        active={active}
        name="entries"
        attributes={{
          role: 'grid',
          'aria-label': text('results'),
          'aria-rowcount': entries.length,
          onKeyDown,
        }}
      >
        {(entry, index, place) => (
          <EntryRow
            key={entry.id}
            entry={entry}
            index={index}
            place={place}
            model={models[entry.model]}
            running={run !== null}
            selected={entry.id === selected}
            active={index === active}
            onSelect={() => {
              activate(entry.id);
              host.selectEntry(entry.id);
            }}
          />
        )}
      </VirtualList>
    </div>
  );
}

function rowAfter(active: number, length: number, key: string): number | undefined {
  const within = (index: number): number => Math.max(0, Math.min(length - 1, index));
  switch (key) {
    case 'ArrowDown':
      return within(active + 1);
    case 'ArrowUp':
      return within(active - 1);
    case 'PageDown':
      return within(active + PAGE);
    case 'PageUp':
      return within(active - PAGE);
    case 'Home':
      return 0;
    case 'End':
      return within(length - 1);
    case 'Enter':
    case ' ':
      return active;
    default:
      return undefined;
  }
}
