import type * as vscode from 'vscode';
import type { HostMethods, PanelMethods } from '../../shared/panelProtocol';
import type { Handlers } from '../../shared/rpc';
import { Coalescer } from '../coalescer';
import { Disposable } from '../disposable';
import { sameTable, type Session, type SessionChange } from '../session';
import { WebviewConnection } from '../webviewConnection';

/** The panel is told of news at most ten times a second, however fast pictures are classified. */
const PUSH_INTERVAL_MS = 100;

/** Speaks with the document in one webview panel, and tells it what changes in the session. */
export class PanelConnection extends Disposable {
  private readonly connection: WebviewConnection<HostMethods, PanelMethods>;
  private everything = false;
  /** What is to be told of the training. */
  private training: 'nothing' | 'progress' | 'all' = 'nothing';
  private readonly changed = new Set<number>();
  /** Whether there is anything to tell of entries, run or selection. */
  private hasNews = false;
  private knownTable;
  private readonly pushes = this.register(
    new Coalescer(PUSH_INTERVAL_MS, () => {
      this.push();
    }),
  );

  constructor(
    webview: vscode.Webview,
    private readonly session: Session,
    handlers: Handlers<HostMethods>,
    log: vscode.LogOutputChannel,
  ) {
    super();
    this.knownTable = session.table;
    this.connection = this.register(
      new WebviewConnection<HostMethods, PanelMethods>({
        webview,
        log,
        hidden: 'The panel was hidden.',
        onConnect: () => {
          this.forget();
        },
        handlers: {
          ...handlers,
          layerTable: (table, context) => {
            // The panel asked for it, so it need not be told that the table changed.
            this.knownTable = table;
            return handlers.layerTable(table, context);
          },
        },
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
    this.connection.disconnect();
  }

  /** A document that was just loaded asks for all there is. */
  private forget(): void {
    this.everything = false;
    this.training = 'nothing';
    this.hasNews = false;
    this.changed.clear();
    this.knownTable = this.session.table;
  }

  private note(change: SessionChange): void {
    if (!this.connection.isConnected) return;
    if (change.kind === 'training') {
      if (!change.progress) this.training = 'all';
      else if (this.training === 'nothing') this.training = 'progress';
      this.pushes.request();
      return;
    }
    if (change.kind === 'table') {
      if (sameTable(this.session.table, this.knownTable)) return;
      this.knownTable = this.session.table;
    }
    if (change.kind === 'progress') {
      this.hasNews = true;
      for (const { id } of change.entries) this.changed.add(id);
    } else this.everything = true;
    this.pushes.request();
  }

  private push(): void {
    const { connection, session } = this;
    if (!connection.isConnected) return;
    if (this.everything) connection.send('setState', session.state);
    else {
      this.pushTraining();
      this.pushEntries();
    }
    this.everything = false;
    this.training = 'nothing';
    this.changed.clear();
    this.hasNews = false;
  }

  private pushTraining(): void {
    const { connection, session, training: news } = this;
    if (news === 'nothing') return;
    const { training } = session;
    if (training === null || news === 'all') connection.send('setTraining', training);
    else connection.send('updateTraining', { looking: training.looking, run: training.run });
  }

  private pushEntries(): void {
    if (!this.hasNews) return;
    const { connection, session } = this;
    const { models, run, problem, selected, layer, activeModel } = session.state;
    const entries = [...this.changed].flatMap((id) => session.entry(id) ?? []);
    connection.send('update', { entries, models, run, problem, selected, layer, activeModel });
  }
}
