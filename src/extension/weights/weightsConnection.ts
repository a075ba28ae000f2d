import type * as vscode from 'vscode';
import type { InspectionProgress } from '../../shared/inspection';
import type { Handlers } from '../../shared/rpc';
import type {
  WeightsHostMethods,
  WeightsPageMethods,
  WeightsPageState,
} from '../../shared/weightsPageProtocol';
import { Coalescer } from '../coalescer';
import { Disposable } from '../disposable';
import { WebviewConnection } from '../webviewConnection';

const PROGRESS_INTERVAL_MS = 100;

/** Speaks with the document in one editor of a weights file. */
export class WeightsConnection extends Disposable {
  private readonly connection: WebviewConnection<WeightsHostMethods, WeightsPageMethods>;
  private progress: InspectionProgress | undefined;
  private readonly progressPushes = this.register(
    new Coalescer(PROGRESS_INTERVAL_MS, () => {
      if (this.progress) this.connection.send('setReading', this.progress);
    }),
  );

  constructor(webview: vscode.Webview, handlers: Handlers<WeightsHostMethods>, log: vscode.LogOutputChannel) {
    super();
    const hidden = 'The editor was hidden.';
    this.connection = this.register(new WebviewConnection({ webview, handlers, log, hidden }));
  }

  setState(state: WeightsPageState): void {
    // Progress that comes after the end would bring the bar back.
    this.progress = undefined;
    this.connection.send('setState', state);
  }

  /** Sent now and then, however fast tensors are read. */
  setReading(progress: InspectionProgress): void {
    this.progress = progress;
    this.progressPushes.request();
  }

  /** The document has gone, for now or for good. */
  disconnect(): void {
    this.connection.disconnect();
  }
}
