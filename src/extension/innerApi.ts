import type * as vscode from 'vscode';
import type { InferenceState } from '../model/worker/inferenceClient';
import type { PanelState, ResultEntry } from '../shared/panelProtocol';
import type { XceptionApi } from './api';

/** What `activate` gives to this product's own tests besides. It changes with the panel, and is no contract. */
export interface InnerApi extends XceptionApi {
  readonly classify: (uris: readonly vscode.Uri[]) => Promise<readonly ResultEntry[]>;
  /** What the panel shows at this moment. */
  readonly state: PanelState;
  /** The process that keeps what is known of folders. */
  readonly store: { readonly pid: number | undefined };
  readonly inference: { readonly state: InferenceState; readonly pid: number | undefined };
}
