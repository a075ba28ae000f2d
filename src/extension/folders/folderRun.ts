import * as vscode from 'vscode';
import { collect, type CollectRequest } from '../../model/dataset/collect';
import type { CollectProgress } from '../../model/dataset/collectMeter';
import { CollectPause } from '../../model/dataset/collectPause';
import type { RunRecord } from '../../shared/datasetProtocol';
import type { ResultEntry, RunState } from '../../shared/panelProtocol';
import { XceptionError } from '../../shared/xceptionError';
import type { RunContext } from '../classifyRun';
import type { Run } from '../run';
import type { PictureStore } from './pictureStore';
import { RunEntries } from './runEntries';

/** What a run of folders needs of the world. */
export interface FolderRunContext extends RunContext {
  readonly store: PictureStore;
}

/**
 * Classifies all pictures of folders. What is known is not asked again: a run that was cancelled, killed or closed goes on
 * where it stopped.
 */
export class FolderRun implements Run {
  private readonly controller = new AbortController();
  private readonly pauses = new CollectPause();
  private progress: CollectProgress | undefined;
  private shown: RunEntries | undefined;
  private showing: Promise<void> = Promise.resolve();
  private record: RunRecord | undefined;

  /** @param title - of the folders, for people */
  constructor(
    private readonly context: FolderRunContext,
    private readonly request: CollectRequest,
    readonly title: string,
  ) {}

  get state(): RunState {
    const { total = 0, done = 0, failed = 0, perSecond, millisecondsLeft } = this.progress ?? {};
    const paused = this.pauses.isPaused;
    return {
      total,
      done: done + failed,
      activity: this.activity(paused),
      paused,
      ...(!paused && perSecond !== undefined && { perSecond }),
      ...(!paused && millisecondsLeft !== undefined && { millisecondsLeft }),
    };
  }

  /** What is known of the run in its end; undefined if it could not begin. */
  get outcome(): RunRecord | undefined {
    return this.record;
  }

  /** The list's entries in the run's order. */
  get entries(): readonly ResultEntry[] {
    return this.shown?.entries ?? [];
  }

  cancel(): void {
    this.controller.abort();
  }

  setPaused(paused: boolean): void {
    if (paused) this.pauses.pause();
    else this.pauses.resume();
    this.context.onProgress();
  }

  async run(): Promise<void> {
    const { session, inference, store, topK, onProgress } = this.context;
    const { signal } = this.controller;
    try {
      this.record = await collect(this.request, {
        inference,
        dataset: store,
        signal,
        pause: this.pauses,
        onOpen: (run) => {
          session.setModel(run.request.model.id, run.request.record);
          this.record = run;
          this.shown = new RunEntries(session, store, run, topK);
          this.showing = this.shown.show(true);
          this.showing.catch(() => undefined);
        },
        onProgress: (progress) => {
          this.progress = progress;
          onProgress();
        },
        onResults: (results) => {
          // What goes wrong with showing is thrown at the end.
          void this.showing
            .then(() => {
              for (const { place, result } of results) this.shown?.setResult(place, result);
            })
            .catch(() => undefined);
        },
      });
      await this.showing;
      await this.shown?.fill();
    } finally {
      await this.showing.catch(() => undefined);
      this.shown?.dropWaiting();
    }
    if (this.record.state === 'cancelled') throw new XceptionError('cancelled', vscode.l10n.t('Cancelled.'));
  }

  private activity(paused: boolean): string {
    if (paused) return vscode.l10n.t('Paused: {0}', this.title);
    switch (this.progress?.step) {
      case 'scanning':
        return vscode.l10n.t('Looking for pictures in {0} …', this.title);
      case 'running':
      case 'paused':
        return vscode.l10n.t('Classifying {0} …', this.title);
      default:
        return vscode.l10n.t('Loading {0} …', this.request.model.title);
    }
  }
}
