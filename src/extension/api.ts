import type * as vscode from 'vscode';
import type { CallOptions, ExplainOptions, LoadedModel } from '../api/loadedModel';
import type { FormOptions, TraceOptions } from '../api/structure';
import type { ImageResult } from '../shared/classification';
import type { Explanation } from '../shared/explainProtocol';
import type { NetworkId, NetworkSummary, TraceStage } from '../shared/network';

/** A picture as it stands in the panel. */
export interface ClassifiedPicture {
  readonly file: string;
  /** The model that judged it, as {@link XceptionApi.model}. */
  readonly model: string;
  /** A classification, or why there is none; absent where a cancel came first. */
  readonly result?: ImageResult;
}

/** What `activate` gives to other extensions. */
export interface XceptionApi {
  /** The model in use: a catalogue id, `untrained:NETWORK`, or a file's path. */
  readonly model: string | undefined;
  readonly useModel: (ref: string) => Promise<void>;
  /**
   * Classifies pictures and folders as the command does, with the model in use.
   *
   * @returns the pictures with their results or failures
   * @throws XceptionError `usage` without a trusted workspace or any picture, `model-missing` without a model
   */
  readonly classify: (uris: readonly vscode.Uri[]) => Promise<readonly ClassifiedPicture[]>;
  /**
   * Makes a model ready in the extension's own inference process, which is shared, ends when it is idle, and starts anew
   * with the next call; `close` is a no-op here. Nothing of what it does is shown in the panel.
   *
   * @param ref - as {@link model}; the model in use by default
   * @throws XceptionError `usage` without a trusted workspace, `model-…`, `native-missing`, `cancelled`
   */
  readonly load: (ref?: string, options?: CallOptions) => Promise<LoadedModel>;
  /**
   * Where the model in use looked when it judged a picture, without showing it.
   *
   * @throws XceptionError as {@link load}; `file-missing`, `image-…` for what is no picture
   */
  readonly explain: (uri: vscode.Uri, options?: ExplainOptions) => Promise<Explanation>;
  /** The layer table of a network; needs no native library. */
  readonly summary: (network: NetworkId, options?: FormOptions) => NetworkSummary;
  /** The shape after each stage of a network; needs no native library. */
  readonly trace: (network: NetworkId, options?: TraceOptions) => readonly TraceStage[];
}
