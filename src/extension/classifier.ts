import * as vscode from 'vscode';
import type { RunState, ResultEntry } from '../shared/panelProtocol';
import { XceptionError } from '../shared/xceptionError';
import { ClassifyRun } from './classifyRun';
import { Disposable } from './disposable';
import type { Inference } from './inference';
import { requestForRef, type ModelRef } from './model/modelRef';
import { placeOf } from './placeOf';
import type { Run } from './run';
import { showRunProgress } from './runProgress';
import type { Session } from './session';
import { readSettings } from './settings';
import { showError } from './showError';
import { requireTrust } from './trust';

const SHOW_CANCELLED_MS = 10_000;

/**
 * Starts runs and adds up where they stand. Runs do not wait for each other here: the inference process shares its time
 * fairly, so that one click is not stuck behind a folder.
 */
export class Classifier extends Disposable {
  private readonly running = new Set<Run>();
  private readonly progressEmitter = this.register(new vscode.EventEmitter<void>());

  constructor(
    private readonly session: Session,
    private readonly inference: Inference,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super();
  }

  /**
   * Classifies files with a model, and shows in the session what becomes of it; quietly, the panel stays at what it shows.
   *
   * @returns the entries with their results; those that a cancel left out are missing
   * @throws XceptionError only when it cannot begin: `usage` in Restricted Mode, `model-missing`
   */
  async classify(
    files: readonly string[],
    model: ModelRef,
    { quietly = false } = {},
  ): Promise<readonly ResultEntry[]> {
    requireTrust();
    const request = requestForRef(model);
    const { preprocessing, topK } = readSettings();
    const choice = Object.keys(preprocessing).length > 0 ? { preprocessing } : {};
    const entries = this.session.add(files.map((file) => ({ file, ...placeOf(file), model, ...choice })));
    if (!quietly) {
      this.session.setPage('results');
      this.session.select(entries.length === 1 ? (entries[0]?.id ?? null) : null);
    }
    await this.follow(new ClassifyRun(this.contextWith(topK), request, entries));
    return entries.flatMap(({ id }) => this.session.entry(id) ?? []);
  }

  /** Classifies a picture of the session again. */
  async retry(id: number, model: ModelRef): Promise<void> {
    requireTrust();
    const request = requestForRef(model);
    const { preprocessing, topK } = readSettings();
    const before = this.session.entry(id);
    if (!before?.result) return;
    const choice = Object.keys(preprocessing).length > 0 ? preprocessing : undefined;
    const entry = this.session.restart(id, model, choice);
    if (entry) await this.follow(new ClassifyRun(this.contextWith(topK), request, [entry], before));
  }

  /** Ends all runs; what they have done stays. */
  cancel(): void {
    for (const run of this.running) run.cancel();
  }

  /** Lets all runs rest that can, or go on. */
  setPaused(paused: boolean): void {
    for (const run of this.running) run.setPaused?.(paused);
  }

  /** Runs to the end, and tells everywhere how far it is and why it ended early. */
  async follow(run: Run): Promise<void> {
    this.running.add(run);
    this.session.setProblem(null);
    this.publish();
    const progress = showRunProgress(run, this.progressEmitter.event);
    try {
      await run.run();
    } catch (thrown) {
      this.explain(XceptionError.from(thrown), run.state);
    } finally {
      this.running.delete(run);
      this.publish();
      progress.dispose();
    }
  }

  /** A run has got further. */
  publish(): void {
    this.session.setRun(sumOf([...this.running].map(({ state }) => state)));
    this.progressEmitter.fire();
  }

  override dispose(): void {
    this.cancel();
    super.dispose();
  }

  private contextWith(topK: number): ConstructorParameters<typeof ClassifyRun>[0] {
    const { session, inference } = this;
    return {
      session,
      inference,
      topK,
      onProgress: () => {
        this.publish();
      },
    };
  }

  private explain(error: XceptionError, { done, total }: RunState): void {
    if (error.code === 'cancelled') {
      const text = vscode.l10n.t('Cancelled: {0} of {1} pictures are classified.', done, total);
      if (total > 1) vscode.window.setStatusBarMessage(text, SHOW_CANCELLED_MS);
      return;
    }
    this.session.setProblem(error.message);
    showError(error, this.log);
  }
}

/** Several runs as one: the counts added, all else of the latest. */
function sumOf(states: readonly RunState[]): RunState | null {
  const latest = states.at(-1);
  if (!latest) return null;
  return {
    ...latest,
    total: states.reduce((sum, { total }) => sum + total, 0),
    done: states.reduce((sum, { done }) => sum + done, 0),
  };
}
