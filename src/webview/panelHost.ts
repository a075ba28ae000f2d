import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ProfileReport } from '../shared/explainProtocol';
import type { HostMethods, PanelMethods, PanelPage } from '../shared/panelProtocol';
import type { Endpoint } from '../shared/rpc';
import { XceptionError } from '../shared/xceptionError';
import type { PanelStore } from './panelStore';
import { PreviewCache } from './previewCache';
import type { ViewMemory } from './viewMemory';

type HostEndpoint = Endpoint<PanelMethods, HostMethods>;

/** Side of a thumbnail in pixels: sharp on a screen of double density. */
const THUMBNAIL_SIDE = 192;
const PICTURE_SIDE = 1024;

/** What the components need of the world outside: the extension, its pictures, and what is kept for the view. */
export class PanelHost {
  readonly thumbnails: PreviewCache;
  readonly pictures: PreviewCache;
  /** What was measured of models since the panel was loaded, by the model's key. */
  readonly profiles = new Map<string, ProfileReport>();

  constructor(
    private readonly endpoint: HostEndpoint,
    readonly store: PanelStore,
    readonly memory: ViewMemory,
  ) {
    const load = (
      id: number,
      maxSide: number,
      signal: AbortSignal,
    ): Promise<HostMethods['preview']['result']> => endpoint.call('preview', { id, maxSide }, { signal });
    this.thumbnails = new PreviewCache(load, THUMBNAIL_SIDE, 300);
    this.pictures = new PreviewCache(load, PICTURE_SIDE, 8);
  }

  /** @throws XceptionError what the host answers, or `cancelled` */
  call<K extends keyof HostMethods>(
    method: K,
    params: HostMethods[K]['params'],
    options?: Parameters<typeof this.endpoint.call<K>>[2],
  ): Promise<HostMethods[K]['result']> {
    return this.endpoint.call(method, params, options);
  }

  /** Selects a picture, here at once and in the session for all other views; null selects none. */
  selectEntry(id: number | null): void {
    this.store.showEntry(id);
    void this.act('select', { id });
  }

  /** Turns to a page, here at once and in the session, which keeps it. */
  showPage(page: PanelPage): void {
    this.store.showPage(page);
    void this.act('setPage', { page });
  }

  /** Shows a picture's result. */
  openEntry(id: number): void {
    this.selectEntry(id);
    this.showPage('results');
  }

  /** Selects a layer of the table's network, here at once and in the session for all other views. */
  selectLayer(name: string | null): void {
    this.store.showLayer(name);
    void this.act('selectLayer', { name });
  }

  /**
   * A user's action: a failure is shown in the panel.
   *
   * @returns whether it was done
   */
  async act<K extends keyof HostMethods>(method: K, params: HostMethods[K]['params']): Promise<boolean> {
    return this.attempt(() => this.call(method, params));
  }

  /** {@link act} of more than one call. */
  async attempt(action: () => Promise<unknown>): Promise<boolean> {
    try {
      await action();
      return true;
    } catch (thrown) {
      const { code, message } = XceptionError.from(thrown);
      if (code !== 'cancelled') this.store.report(message);
      return false;
    }
  }
}

export const PanelContext = createContext<PanelHost | null>(null);

export function usePanelHost(): PanelHost {
  const host = useContext(PanelContext);
  if (!host) throw new XceptionError('internal', 'A part of the panel is drawn outside of it.');
  return host;
}
