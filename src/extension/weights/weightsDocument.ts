import path from 'node:path';
import * as vscode from 'vscode';
import { inspectInReader } from '../../model/weights/readerProcess';
import type { InspectionProgress, WeightsInspection } from '../../shared/inspection';
import { XceptionError, type ErrorData } from '../../shared/xceptionError';
import { Disposable } from '../disposable';

/** A file that is being written changes many times; it is read when it has been left alone for so long. */
const SETTLE_MS = 500;

/** What is known of a file at a moment. */
export interface WeightsReading {
  readonly reading: InspectionProgress | null;
  readonly report: WeightsInspection | null;
  readonly error: ErrorData | null;
}

const NOTHING: InspectionProgress = { done: 0, total: 0 };

/**
 * A weights file that is open in an editor. It is read by the reader process, which runs nothing of it, at once and whenever it
 * changes on disk; closing the editor ends that.
 */
export class WeightsDocument extends Disposable implements vscode.CustomDocument {
  private readonly changes = this.register(new vscode.EventEmitter<void>());
  readonly onDidChange = this.changes.event;
  private readonly steps = this.register(new vscode.EventEmitter<InspectionProgress>());
  readonly onDidProgress = this.steps.event;
  private known: WeightsReading = { reading: NOTHING, report: null, error: null };
  private running: AbortController | undefined;
  private settling: NodeJS.Timeout | undefined;

  /** @param readerEntry - path of the bundled entry of the reader process */
  constructor(
    readonly uri: vscode.Uri,
    private readonly readerEntry: string,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super();
    // A pattern of its own for the name would have to escape what is special in patterns.
    const folder = vscode.Uri.file(path.dirname(uri.fsPath));
    const watcher = this.register(
      vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '*')),
    );
    const onChange = (changed: vscode.Uri): void => {
      if (changed.fsPath === uri.fsPath) this.readWhenSettled();
    };
    watcher.onDidChange(onChange);
    watcher.onDidCreate(onChange);
    watcher.onDidDelete(onChange);
    this.read();
  }

  get state(): WeightsReading {
    return this.known;
  }

  /** Reads the file anew; what is shown stays until then. */
  read(): void {
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    this.set({ ...this.known, reading: NOTHING });
    this.inspect(running.signal).then(
      (report) => {
        if (this.running === running) this.set({ reading: null, report, error: null });
      },
      (thrown: unknown) => {
        const error = XceptionError.from(thrown);
        if (this.running !== running || error.code === 'cancelled') return;
        this.log.error(error);
        this.set({ reading: null, report: null, error: error.toData() });
      },
    );
  }

  override dispose(): void {
    clearTimeout(this.settling);
    this.running?.abort();
    this.running = undefined;
    super.dispose();
  }

  private async inspect(signal: AbortSignal): Promise<WeightsInspection> {
    if (this.uri.scheme !== 'file') {
      throw new XceptionError(
        'usage',
        vscode.l10n.t('Xception reads weights from the disk only. Save the file there first.'),
      );
    }
    return inspectInReader(this.uri.fsPath, {
      entry: this.readerEntry,
      signal,
      onProgress: (progress) => {
        if (signal.aborted) return;
        this.known = { ...this.known, reading: progress };
        this.steps.fire(progress);
      },
    });
  }

  private readWhenSettled(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.read();
    }, SETTLE_MS);
  }

  private set(state: WeightsReading): void {
    this.known = state;
    this.changes.fire();
  }
}
