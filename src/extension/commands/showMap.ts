import type { App } from '../app';

/** "Show Map of Pictures": a folder's pictures in the plane, like beside like. The page asks which folder. */
export function showMap({ session, panel }: App): void {
  session.setPage('map');
  panel.show();
}
