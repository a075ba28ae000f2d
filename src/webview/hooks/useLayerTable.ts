import { useEffect, useState } from 'preact/hooks';
import type { LayerTableRequest } from '../../shared/panelProtocol';
import { XceptionError } from '../../shared/xceptionError';
import { usePanelHost } from '../panelHost';

/**
 * Asks the host for a layer table and puts it into the store; a newer request takes an older one's place.
 *
 * @returns why the host refuses the request, or null
 */
export function useLayerTable(request: LayerTableRequest | null): string | null {
  const host = usePanelHost();
  const [refusal, setRefusal] = useState<string | null>(null);
  const key = request && JSON.stringify(request);
  useEffect(() => {
    if (!request) return undefined;
    const controller = new AbortController();
    host.call('layerTable', request, { signal: controller.signal }).then(
      (table) => {
        if (controller.signal.aborted) return;
        setRefusal(null);
        host.store.showLayers(request, table);
      },
      (thrown: unknown) => {
        if (!controller.signal.aborted) setRefusal(XceptionError.from(thrown).message);
      },
    );
    return () => {
      controller.abort();
    };
    // The key says all that the request says.
  }, [host, key]);
  return refusal;
}
