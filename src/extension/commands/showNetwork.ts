import { NETWORK_IDS } from '../../model/arch/buildNetwork';
import { summarize } from '../../model/arch/summarize';
import type { LayerTableRequest } from '../../shared/panelProtocol';
import type { App } from '../app';
import { optionsOf } from '../network/layerTable';
import { showLayers } from './layers';

/** What Keras' `Xception()` makes when nothing is said. */
const USUAL: LayerTableRequest = {
  network: 'paper',
  height: 299,
  width: 299,
  classes: 1000,
  includeTop: true,
};

/**
 * Shows the layers of a network that a Python file makes; what the call does not say is as Keras has it.
 *
 * @throws XceptionError `input-size`, `usage` when no network is made so
 */
export function showNetwork(app: App, asked?: unknown): void {
  const table = requestFrom(asked);
  const { network, options } = optionsOf(table);
  // Refused here and not by each view that would draw it.
  summarize(network, options);
  app.session.setTable(table);
  showLayers(app);
}

/** Any command may be run by anybody with anything: only what fits is taken. */
function requestFrom(asked: unknown): LayerTableRequest {
  if (typeof asked !== 'object' || asked === null) return USUAL;
  const { network, height, width, classes, includeTop } = asked as Readonly<Record<string, unknown>>;
  const size = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
  return {
    network: NETWORK_IDS.find((id) => id === network) ?? USUAL.network,
    height: size(height) ?? USUAL.height,
    width: size(width) ?? USUAL.width,
    classes: size(classes) ?? USUAL.classes,
    includeTop: typeof includeTop === 'boolean' ? includeTop : USUAL.includeTop,
  };
}
