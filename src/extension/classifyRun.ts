import * as vscode from 'vscode';
import type { ModelRequest } from '../shared/classification';
import type { ResultEntry, RunState } from '../shared/panelProtocol';
import { XceptionError } from '../shared/xceptionError';
import type { Inference } from './inference';
import type { Run } from './run';
import type { Session } from './session';

/** What a run needs of the world. */
export interface RunContext {
  readonly session: Session;
  readonly inference: Inference;
  /** Classes that the list shows of a picture. */
  readonly topK: number;
  readonly onProgress: () => void;
}

/** Classifies some entries of the session with one model; each gets its result as soon as it is there. */
export class ClassifyRun implements Run {
  private readonly controller = new AbortController();
  private readonly waiting: Map<number, ResultEntry>;
  private activity: string;

  /**
   * @param entries - those to classify, already in the session
   * @param before - what stood there before, where an entry is done again: it is put back on a cancel
   */
  constructor(
    private readonly context: RunContext,
    private readonly request: ModelRequest,
    private readonly entries: readonly ResultEntry[],
    private readonly before?: ResultEntry,
  ) {
    this.waiting = new Map(entries.map((entry) => [entry.id, entry]));
    this.activity = vscode.l10n.t('Loading {0} …', request.title);
  }

  get state(): RunState {
    const total = this.entries.length;
    return { total, done: total - this.waiting.size, activity: this.activity };
  }

  cancel(): void {
    this.controller.abort();
  }

  /**
   * Runs to the end. Afterwards no entry waits: each has a result or its failure, and after a cancel those that were not
   * reached are gone.
   *
   * @throws XceptionError why it ended early, `cancelled` included
   */
  async run(): Promise<void> {
    const { session, inference, topK } = this.context;
    const { signal } = this.controller;
    const [first] = this.entries;
    if (!first) return;
    try {
      session.setModel(first.model, await inference.call('load', this.request, { signal }));
      this.activity =
        this.entries.length === 1
          ? vscode.l10n.t('Classifying {0} …', first.name)
          : vscode.l10n.t('Classifying {0} pictures …', this.entries.length);
      this.context.onProgress();
      const files = this.entries.map(({ file }) => file);
      const { preprocessing } = first;
      await inference.call(
        'classify',
        { model: this.request, files, topK, ...(preprocessing && { preprocessing }) },
        {
          signal,
          onProgress: ({ index, result }) => {
            const entry = this.entries[index];
            if (!entry || signal.aborted) return;
            this.waiting.delete(entry.id);
            session.setResult(entry.id, result);
            this.context.onProgress();
          },
        },
      );
      this.failWaiting(new XceptionError('internal', vscode.l10n.t('The inference process gave no answer.')));
    } catch (thrown) {
      const error = XceptionError.from(thrown);
      if (error.code === 'cancelled') this.dropWaiting();
      else this.failWaiting(error);
      throw error;
    }
  }

  private failWaiting(error: XceptionError): void {
    for (const { id, file } of this.waiting.values()) {
      this.context.session.setResult(id, { file, error: error.toData() });
    }
    this.waiting.clear();
  }

  private dropWaiting(): void {
    if (this.before) this.context.session.putBack(this.before);
    else this.context.session.remove([...this.waiting.keys()]);
  }
}
