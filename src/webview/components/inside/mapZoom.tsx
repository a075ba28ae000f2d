import type { JSX } from 'preact';
import type { LayerActivations } from '../../../shared/explainProtocol';
import { figure } from '../../format';
import { useImageUrl } from '../../hooks/useImageUrl';
import { cellBox } from '../../sheetCells';
import { text } from '../../strings';

interface MapZoomProps {
  readonly activations: LayerActivations;
  /** The map's place in the sheet. */
  readonly index: number;
  /** Whose map it is: unique among the sheets on the page. */
  readonly of: string;
}

/** One map, enlarged: its part of the sheet, each pixel the square it is. */
export function MapZoom({ activations, index, of }: MapZoomProps): JSX.Element | null {
  const { sheet, layer } = activations;
  const url = useImageUrl(sheet.picture);
  const map = sheet.maps[index];
  if (!map || url === null) return null;
  const clip = `map-zoom ${of}`.replace(/\W+/g, '-');
  const { x, y, width, height } = cellBox(sheet, index);
  return (
    <figure>
      <svg
        viewBox={`${x} ${y} ${width} ${height}`}
        role="img"
        aria-label={text('zoomAlt', map.channel, layer)}
      >
        {/* Only this cell: its neighbours stand beside it where the room has another shape. */}
        <clipPath id={clip}>
          <rect x={x} y={y} width={width} height={height} />
        </clipPath>
        <image
          href={url}
          width={sheet.picture.width}
          height={sheet.picture.height}
          clip-path={`url(#${clip})`}
        />
      </svg>
      <figcaption aria-live="polite">
        <strong>{text('zoomTitle', map.channel)}</strong>{' '}
        <span class="minor">{text('zoomFigures', figure(map.mean), figure(map.min), figure(map.max))}</span>
      </figcaption>
    </figure>
  );
}
