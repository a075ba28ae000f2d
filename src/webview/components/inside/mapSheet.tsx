import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { LayerActivations } from '../../../shared/explainProtocol';
import { figure } from '../../format';
import { useImageUrl } from '../../hooks/useImageUrl';
import { cellAfter, cellPlace } from '../../sheetCells';
import { text } from '../../strings';

interface MapSheetProps {
  readonly activations: LayerActivations;
  /** Place of the enlarged map in the sheet. */
  readonly chosen: number;
  readonly onChoose: (channel: number) => void;
}

/** A layer's feature maps side by side. Each is a button; the arrow keys go from one to the next. */
export function MapSheet({ activations, chosen, onChoose }: MapSheetProps): JSX.Element {
  const { sheet, layer } = activations;
  const url = useImageUrl(sheet.picture);
  const [current, setCurrent] = useState(0);
  const cells = useRef<HTMLDivElement>(null);
  const reached = Math.min(current, sheet.maps.length - 1);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    const target = cellAfter(reached, event.key, sheet.columns, sheet.maps.length);
    if (target === undefined) return;
    event.preventDefault();
    setCurrent(target);
    cells.current?.querySelectorAll<HTMLElement>('.sheet-cell')[target]?.focus();
  };
  const { width, height } = sheet.picture;
  return (
    <div class="sheet-room">
      <div
        class="sheet"
        role="group"
        aria-label={text('sheetMaps')}
        ref={cells}
        style={{ aspectRatio: `${width} / ${height}`, maxWidth: `${Math.min(width * 3, 1400)}px` }}
        onKeyDown={onKeyDown}
      >
        {url !== null && <img src={url} alt={text('sheetAlt', layer)} draggable={false} />}
        {sheet.maps.map(({ channel, mean }, index) => (
          <button
            key={index}
            class="sheet-cell"
            type="button"
            aria-label={text('mapName', channel, figure(mean))}
            title={text('mapName', channel, figure(mean))}
            aria-pressed={index === chosen}
            tabIndex={index === reached ? 0 : -1}
            style={cellPlace(sheet, index)}
            onClick={() => {
              setCurrent(index);
              onChoose(channel);
            }}
          />
        ))}
      </div>
    </div>
  );
}
