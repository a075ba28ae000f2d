import type { InferenceState } from '../model/worker/inferenceClient';
import type { PanelState } from '../shared/panelProtocol';
import type { XceptionApi } from './api';

/** What `activate` gives to this product's own tests besides. It changes with the panel, and is no contract. */
export interface InnerApi extends XceptionApi {
  /** What the panel shows at this moment. */
  readonly state: PanelState;
  readonly inference: { readonly state: InferenceState; readonly pid: number | undefined };
}
