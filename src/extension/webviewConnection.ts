import type * as vscode from 'vscode';
import { Endpoint, type Handlers, type MethodMap } from '../shared/rpc';
import { XceptionError } from '../shared/xceptionError';
import { Disposable } from './disposable';

/** What a connection needs of its owner. */
export interface WebviewConnectionParts<Local extends MethodMap> {
  readonly webview: vscode.Webview;
  readonly handlers: Handlers<Local>;
  readonly log: vscode.LogOutputChannel;
  /** Why calls end when the document goes. */
  readonly hidden: string;
  /** Called when a document was loaded, before it is answered. */
  readonly onConnect?: () => void;
}

/**
 * Speaks with the document in one webview. VS Code loads that document anew whenever the webview is shown again, and its
 * calls then count from one again: every `ready` begins a new endpoint, so that a late answer meant for the document before
 * cannot reach this one.
 *
 * @typeParam Local - methods that the document may ask for
 * @typeParam Remote - methods of the document
 */
export class WebviewConnection<Local extends MethodMap, Remote extends MethodMap> extends Disposable {
  private endpoint: Endpoint<Local, Remote> | undefined;
  private receive: ((message: unknown) => void) | undefined;

  constructor(private readonly parts: WebviewConnectionParts<Local>) {
    super();
    this.register(
      parts.webview.onDidReceiveMessage((message: unknown) => {
        if (isReadyCall(message)) this.connect();
        this.receive?.(message);
      }),
    );
  }

  /** Whether a document is there that said it is ready. */
  get isConnected(): boolean {
    return this.endpoint !== undefined;
  }

  /** Tells the document something; nothing where there is none. What goes wrong is in the log. */
  send<K extends keyof Remote & string>(method: K, params: Remote[K]['params']): void {
    this.endpoint?.call(method, params).catch((thrown: unknown) => {
      const error = XceptionError.from(thrown);
      if (error.code !== 'cancelled') this.parts.log.error(error);
    });
  }

  /** The document has gone, for now or for good: what it asked is ended, and nothing is sent before it is ready again. */
  disconnect(): void {
    this.endpoint?.close(new XceptionError('cancelled', this.parts.hidden));
    this.endpoint = undefined;
    this.receive = undefined;
  }

  override dispose(): void {
    this.disconnect();
    super.dispose();
  }

  private connect(): void {
    const { webview, handlers, onConnect } = this.parts;
    this.disconnect();
    onConnect?.();
    const transport = {
      send: (message: unknown) => void webview.postMessage(message),
      listen: (receive: (message: unknown) => void) => {
        this.receive = receive;
      },
    };
    this.endpoint = new Endpoint<Local, Remote>(transport, handlers);
  }
}

/** Whether a message is a document's first call, which says that it was loaded. */
function isReadyCall(message: unknown): boolean {
  if (typeof message !== 'object' || message === null) return false;
  const { rpc, method } = message as { rpc?: unknown; method?: unknown };
  return rpc === 'call' && method === 'ready';
}
