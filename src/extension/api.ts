import type * as vscode from 'vscode';
import type { SummaryOptions } from '../model/arch/summarize';
import type { InferenceState } from '../model/worker/inferenceClient';
import type { NetworkId, NetworkSummary } from '../shared/network';
import type { PanelState, ResultEntry } from '../shared/panelProtocol';

/** What `activate` gives to other extensions and to tests. */
export interface XceptionApi {
  /** What the panel shows at this moment. */
  readonly state: PanelState;
  readonly inference: { readonly state: InferenceState; readonly pid: number | undefined };
  /** The model in use: a catalogue id, `untrained:NETWORK`, or a file's path. */
  readonly model: string | undefined;
  readonly useModel: (ref: string) => Promise<void>;
  /**
   * Classifies pictures and folders as the command does, with the model in use.
   *
   * @returns the entries with their results or failures
   * @throws XceptionError `usage` without a trusted workspace or any picture, `model-missing` without a model
   */
  readonly classify: (uris: readonly vscode.Uri[]) => Promise<readonly ResultEntry[]>;
  /** The layer table of a network; needs no native library. */
  readonly summary: (network: NetworkId, options?: SummaryOptions) => NetworkSummary;
}
