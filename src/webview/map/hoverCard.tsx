import type { JSX } from 'preact';
import type { MapPicture } from '../../shared/panelProtocol';
import type { Point } from './mapView';
import { MapPictureFacts } from './mapPictureFacts';

interface HoverCardProps {
  readonly picture: MapPicture | undefined;
  readonly at: Point;
}

/** The picture beneath the pointer. It never takes the pointer itself. */
export function HoverCard({ picture, at: [x, y] }: HoverCardProps): JSX.Element | null {
  if (!picture) return null;
  return (
    <div class="map-card" style={{ '--x': `${x}px`, '--y': `${y}px` }}>
      <MapPictureFacts picture={picture} />
    </div>
  );
}
