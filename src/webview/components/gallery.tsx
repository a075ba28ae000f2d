import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useRef } from 'preact/hooks';
import { galleryAction } from '../galleryKeys';
import { useActiveEntry } from '../hooks/useActiveEntry';
import { useTileColumns } from '../hooks/useTileColumns';
import { usePanelHost } from '../panelHost';
import { text } from '../strings';
import type { EntryListProps } from './entryList';
import { GalleryTile } from './galleryTile';
import { VirtualList } from './virtualList';

/** In em, as the style sheet draws a tile. */
const TILE_WIDTH = 10;
const TILE_HEIGHT = 17.4;

/** Up to so many rows of tiles are all in the document. */
const THRESHOLD = 20;

/** The pictures as tiles: an ARIA grid of which only the rows near the visible part are in the document. */
export function Gallery({ state, entries, onOpen }: EntryListProps): JSX.Element {
  const { models, selected, run } = state;
  const host = usePanelHost();
  const box = useRef<HTMLDivElement>(null);
  const columns = useTileColumns(box, TILE_WIDTH);
  const { active, activate, move } = useActiveEntry(box, entries, selected);
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
    } else move(action.focus);
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
                  activate(entry.id);
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
