import { fitView, panned, zoomed, type MapView, type Size } from './mapView';

/** Pixels that an arrow key moves the map. */
const STEP = 40;
const NEARER = 1.25;

/** What is seen after a key; undefined for a key that leads nowhere. */
export function viewAfter(view: MapView, size: Size, key: string): MapView | undefined {
  const middle = [size.width / 2, size.height / 2] as const;
  switch (key) {
    case 'ArrowLeft':
      return panned(view, STEP, 0);
    case 'ArrowRight':
      return panned(view, -STEP, 0);
    case 'ArrowUp':
      return panned(view, 0, STEP);
    case 'ArrowDown':
      return panned(view, 0, -STEP);
    case '+':
    case '=':
      return zoomed(view, size, NEARER, middle);
    case '-':
      return zoomed(view, size, 1 / NEARER, middle);
    case '0':
      return fitView(size);
    default:
      return undefined;
  }
}
