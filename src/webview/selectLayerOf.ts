import type { NetworkId } from '../shared/network';
import type { LayerTableRequest } from '../shared/panelProtocol';
import type { PanelHost } from './panelHost';

/** Selects a layer of a network, which becomes that of the layer table if it is not. */
export async function selectLayerOf(
  host: PanelHost,
  table: LayerTableRequest,
  network: NetworkId,
  layer: string,
): Promise<void> {
  if (network !== table.network) {
    const request = { ...table, network };
    const shown = await host.attempt(async () => {
      host.store.showLayers(request, await host.call('layerTable', request));
    });
    if (!shown) return;
  }
  host.selectLayer(layer);
}
