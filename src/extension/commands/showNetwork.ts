import { NETWORK_IDS } from '../../model/arch/buildNetwork';
import { summarize } from '../../model/arch/summarize';
import type { LayerTableRequest } from '../../shared/panelProtocol';
import type { App } from '../app';
import { optionsOf } from '../network/layerTable';
import { DEFAULT_TABLE } from '../session';
import { showLayers } from './layers';

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
  if (typeof asked !== 'object' || asked === null) return DEFAULT_TABLE;
  const { network, height, width, classes, includeTop } = asked as Readonly<Record<string, unknown>>;
  const size = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
  return {
    network: NETWORK_IDS.find((id) => id === network) ?? DEFAULT_TABLE.network,
    height: size(height) ?? DEFAULT_TABLE.height,
    width: size(width) ?? DEFAULT_TABLE.width,
    classes: size(classes) ?? DEFAULT_TABLE.classes,
    includeTop: typeof includeTop === 'boolean' ? includeTop : DEFAULT_TABLE.includeTop,
  };
}
