import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PanelState, ResultEntry } from '../../shared/panelProtocol';
import { galleryAction } from '../galleryKeys';
import { useTileColumns } from '../hooks/useTileColumns';
import { usePanelHost } from '../panelHost';
import { text } from '../strings';
import { GalleryTile } from './galleryTile';
import { VirtualList } from './virtualList';

/** In em, as the style sheet draws a tile. */
const TILE_WIDTH = 10;
const TILE_HEIGHT = 17.4;

/** Up to so many rows of tiles are all in the document. */
const THRESHOLD = 20;

interface GalleryProps {
  readonly state: PanelState;
  /** Those that the query leaves, in its order. */
  readonly entries: readonly ResultEntry[];
  /** Goes on to the selected picture's detail. */
  readonly onOpen: () => void;
}

/** The pictures as tiles: an ARIA grid of which only the rows near the visible part are in the document. */
export function Gallery({ state, entries, onOpen }: GalleryProps): JSX.Element {
  const { models, selected, run } = state;
  const host = usePanelHost();
  const box = useRef<HTMLDivElement>(null);
  const columns = useTileColumns(box, TILE_WIDTH);
  const [activeId, setActiveId] = useState(selected);
  useEffect(() => {
    if (selected !== null) setActiveId(selected);
  }, [selected]);
  const active = Math.max(
    0,
    entries.findIndex(({ id }) => id === activeId),
  );
  const keyboard = useRef(false);
  useLayoutEffect(() => {
    if (!keyboard.current) return;
    keyboard.current = false;
    box.current?.querySelector<HTMLElement>(`[data-index="${active}"]`)?.focus({ preventScroll: true });
  });
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    const action = galleryAction(event, active, entries.length, columns);
    const entry = entries[active];
    if (action === undefined || !entry) return;
    event.preventDefault();
    if (action === 'close') host.selectEntry(null);
    else if (action === 'select') host.selectEntry(entry.id === selected ? null : entry.id);
    else if (action === 'open') {
      host.selectEntry(entry.id);
      onOpen();
    } else {
      keyboard.current = true;
      setActiveId(entries[action.focus]?.id ?? null);
    }
  };
  const rows = Math.ceil(entries.length / columns);
  return (
    <div class="gallery" ref={box} style={{ '--columns': String(columns) }}>
      <VirtualList
        items={Array.from({ length: rows }, (_, row) => entries.slice(row * columns, (row + 1) * columns))}
        rowHeight={TILE_HEIGHT}
        active={Math.floor(active / columns)}
        threshold={THRESHOLD}
        name="gallery"
        attributes={{
          role: 'grid',
          'aria-label': text('results'),
          'aria-rowcount': rows,
          'aria-colcount': columns,
          onKeyDown,
        }}
      >
        {(tiles, row, { style, visible }) => (
          <div key={row} class="gallery-row" role="row" aria-rowindex={row + 1} style={style}>
            {tiles.map((entry, column) => (
              <GalleryTile
                key={entry.id}
                entry={entry}
                index={row * columns + column}
                column={column}
                visible={visible}
                model={models[entry.model]}
                running={run !== null}
                selected={entry.id === selected}
                active={row * columns + column === active}
                onSelect={() => {
                  setActiveId(entry.id);
                  host.selectEntry(entry.id);
                }}
              />
            ))}
          </div>
        )}
      </VirtualList>
    </div>
  );
}
