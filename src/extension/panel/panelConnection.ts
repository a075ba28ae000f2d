import type * as vscode from 'vscode';
import type { HostMethods, PanelMethods } from '../../shared/panelProtocol';
import { Endpoint, type Handlers } from '../../shared/rpc';
import { XceptionError } from '../../shared/xceptionError';
import { Coalescer } from '../coalescer';
import { Disposable } from '../disposable';
import { sameTable, type Session, type SessionChange } from '../session';
import { isReadyCall } from './readyCall';

type PanelEndpoint = Endpoint<HostMethods, PanelMethods>;

/** The panel is told of news at most ten times a second, however fast pictures are classified. */
const PUSH_INTERVAL_MS = 100;

/**
 * Speaks with the document in one webview panel. VS Code loads that document anew whenever the panel is shown again, and
 * its calls then count from one again: every `ready` begins a new endpoint, so that a late answer meant for the document
 * before cannot reach this one.
 */
export class PanelConnection extends Disposable {
  private endpoint: PanelEndpoint | undefined;
  private receive: ((message: unknown) => void) | undefined;
  private everything = false;
  private readonly changed = new Set<number>();
  private knownTable;
  private readonly pushes = this.register(
    new Coalescer(PUSH_INTERVAL_MS, () => {
      this.push();
    }),
  );

  constructor(
    private readonly webview: vscode.Webview,
    private readonly session: Session,
    private readonly handlers: Handlers<HostMethods>,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super();
    this.knownTable = session.table;
    this.register(
      webview.onDidReceiveMessage((message: unknown) => {
        if (isReadyCall(message)) this.connect();
        this.receive?.(message);
      }),
    );
    this.register(
      session.onChange((change) => {
        this.note(change);
      }),
    );
  }

  /** The document has gone, for now or for good: what it asked is ended, and nothing is sent before it is ready again. */
  disconnect(): void {
    this.endpoint?.close(new XceptionError('cancelled', 'The panel was hidden.'));
    this.endpoint = undefined;
    this.receive = undefined;
  }

  override dispose(): void {
    this.disconnect();
    super.dispose();
  }

  private connect(): void {
    this.disconnect();
    this.everything = false;
    this.changed.clear();
    this.knownTable = this.session.table;
    const transport = {
      send: (message: unknown) => void this.webview.postMessage(message),
      listen: (receive: (message: unknown) => void) => {
        this.receive = receive;
      },
    };
    this.endpoint = new Endpoint<HostMethods, PanelMethods>(transport, {
      ...this.handlers,
      layerTable: (table, context) => {
        // The panel asked for it, so it need not be told that the table changed.
        this.knownTable = table;
        return this.handlers.layerTable(table, context);
      },
    });
  }

  private note(change: SessionChange): void {
    if (!this.endpoint) return;
    if (change.kind === 'table') {
      if (sameTable(this.session.table, this.knownTable)) return;
      this.knownTable = this.session.table;
    }
    if (change.kind === 'progress') for (const { id } of change.entries) this.changed.add(id);
    else this.everything = true;
    this.pushes.request();
  }

  private push(): void {
    const { endpoint, session } = this;
    if (!endpoint) return;
    const { models, run, problem, selected, layer, activeModel } = session.state;
    const entries = [...this.changed].flatMap((id) => session.entry(id) ?? []);
    const sent = this.everything
      ? endpoint.call('setState', session.state)
      : endpoint.call('update', { entries, models, run, problem, selected, layer, activeModel });
    this.everything = false;
    this.changed.clear();
    sent.catch((thrown: unknown) => {
      const error = XceptionError.from(thrown);
      if (error.code !== 'cancelled') this.log.error(error);
    });
  }
}
