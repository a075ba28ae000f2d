import type * as vscode from 'vscode';
import type { InspectionProgress } from '../../shared/inspection';
import { Endpoint, type Handlers } from '../../shared/rpc';
import type {
  WeightsHostMethods,
  WeightsPageMethods,
  WeightsPageState,
} from '../../shared/weightsPageProtocol';
import { XceptionError } from '../../shared/xceptionError';
import { Coalescer } from '../coalescer';
import { Disposable } from '../disposable';
import { isReadyCall } from '../panel/readyCall';

const PROGRESS_INTERVAL_MS = 100;

/** Speaks with the document in one editor of a weights file. As in the panel, every `ready` begins a new endpoint. */
export class WeightsConnection extends Disposable {
  private endpoint: Endpoint<WeightsHostMethods, WeightsPageMethods> | undefined;
  private receive: ((message: unknown) => void) | undefined;
  private progress: InspectionProgress | undefined;
  private readonly progressPushes = this.register(
    new Coalescer(PROGRESS_INTERVAL_MS, () => {
      if (this.progress) this.send('setReading', this.progress);
    }),
  );

  constructor(
    private readonly webview: vscode.Webview,
    private readonly handlers: Handlers<WeightsHostMethods>,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super();
    this.register(
      webview.onDidReceiveMessage((message: unknown) => {
        if (isReadyCall(message)) this.connect();
        this.receive?.(message);
      }),
    );
  }

  setState(state: WeightsPageState): void {
    // Progress that comes after the end would bring the bar back.
    this.progress = undefined;
    this.send('setState', state);
  }

  /** Sent now and then, however fast tensors are read. */
  setReading(progress: InspectionProgress): void {
    this.progress = progress;
    this.progressPushes.request();
  }

  /** The document has gone, for now or for good. */
  disconnect(): void {
    this.endpoint?.close(new XceptionError('cancelled', 'The editor was hidden.'));
    this.endpoint = undefined;
    this.receive = undefined;
  }

  override dispose(): void {
    this.disconnect();
    super.dispose();
  }

  private connect(): void {
    this.disconnect();
    const transport = {
      send: (message: unknown) => void this.webview.postMessage(message),
      listen: (receive: (message: unknown) => void) => {
        this.receive = receive;
      },
    };
    this.endpoint = new Endpoint<WeightsHostMethods, WeightsPageMethods>(transport, this.handlers);
  }

  private send<K extends keyof WeightsPageMethods>(method: K, params: WeightsPageMethods[K]['params']): void {
    this.endpoint?.call(method, params).catch((thrown: unknown) => {
      const error = XceptionError.from(thrown);
      if (error.code !== 'cancelled') this.log.error(error);
    });
  }
}
