import path from 'node:path';
import * as vscode from 'vscode';
import { trainOptions } from '../../model/train/trainOptions';
import { surveyInProcess, trainInProcess } from '../../model/trainer/trainerClient';
import type { TrainingSettings, TrainingState } from '../../shared/training';
import { advanceRun, newRun } from '../../shared/trainingRun';
import type { TrainEvent, TrainRequest } from '../../shared/trainProtocol';
import { XceptionError } from '../../shared/xceptionError';
import { Disposable } from '../disposable';
import { requestForRef } from '../model/modelRef';
import type { Session } from '../session';
import { readSettings } from '../settings';
import { tensorflowEnvironment } from '../tensorflowEnvironment';
import { requireTrust } from '../trust';

export interface TrainerParts {
  readonly session: Session;
  /** Path of the bundled entry of the training process. */
  readonly entry: string;
  readonly log: vscode.LogOutputChannel;
  /** Called when a model was written. */
  readonly onTrained: () => void;
}

/**
 * Looks at folders and trains on them, one at a time, each in a process of its own. The session says where it stands.
 */
export class Trainer extends Disposable {
  private atWork: AbortController | undefined;
  private stop: AbortController | undefined;

  constructor(private readonly parts: TrainerParts) {
    super();
  }

  /**
   * Looks at a folder, which is the one to train on from now on.
   *
   * @throws XceptionError `usage` in Restricted Mode and while a training goes on
   */
  async open(training: TrainingState): Promise<void> {
    this.mayBegin();
    this.atWork?.abort();
    const { session, entry } = this.parts;
    const controller = new AbortController();
    this.atWork = controller;
    const { signal } = controller;
    session.setTraining({ ...training, looking: { done: 0, total: 0 }, survey: null, problem: null });
    const { seed, testShare } = training.asked?.options ?? training.defaults.linear;
    try {
      const survey = await surveyInProcess(
        { folder: training.folder, seed, testShare },
        {
          entry,
          signal,
          onProgress: (looking) => {
            if (!signal.aborted) session.updateTraining({ looking });
          },
        },
      );
      if (!signal.aborted) this.change({ looking: null, survey });
    } catch (thrown) {
      // Another folder has taken its place.
      if (this.atWork === controller) this.change({ looking: null, problem: this.problemOf(thrown) });
    }
  }

  /**
   * Asks nothing of anybody if a training could not begin.
   *
   * @throws XceptionError what {@link start} throws
   */
  check(settings: TrainingSettings): void {
    this.mayBegin();
    requestOf(settings);
  }

  /**
   * Trains on the folder; what comes of it, failures too, is in the session.
   *
   * @param out - the `.keras` file to be, which may be replaced: the user has been asked
   * @throws XceptionError `usage` in Restricted Mode, while a training goes on, and for settings that make no sense;
   * `model-missing`
   */
  start(settings: TrainingSettings, out: string): void {
    this.mayBegin();
    const { training } = this.parts.session;
    if (!training) throw new XceptionError('usage', vscode.l10n.t('Choose a folder to train on first.'));
    const request = { ...requestOf(settings), folder: training.folder, out, overwrite: true };
    this.change({ asked: settings, running: true, run: newRun(), out, report: null, problem: null });
    void this.follow(request);
  }

  /** Ends the training with what is best until now, as soon as its epoch is done. */
  stopAndKeep(): void {
    const { session } = this.parts;
    const run = session.training?.run;
    if (!this.stop || !run) return;
    session.updateTraining({ run: { ...run, stopping: true } });
    this.stop.abort();
  }

  /** Ends what goes on without a result. */
  cancel(): void {
    this.atWork?.abort();
  }

  override dispose(): void {
    this.cancel();
    super.dispose();
  }

  private async follow(request: TrainRequest): Promise<void> {
    const { entry, log, onTrained } = this.parts;
    this.atWork = new AbortController();
    this.stop = new AbortController();
    const { signal } = this.atWork;
    try {
      const report = await trainInProcess(request, {
        ...{ entry, signal, stop: this.stop.signal, env: tensorflowEnvironment(readSettings()) },
        onEvent: (event) => {
          if (!signal.aborted) this.note(event, request.options.folds);
        },
        onStart: (pid) => {
          log.info(`[training] ${request.folder}, process ${String(pid)}`);
        },
      });
      for (const warning of report.warnings) log.warn(`[training] ${warning}`);
      this.change({ running: false, report });
      onTrained();
    } catch (thrown) {
      this.change({ running: false, run: null, problem: this.problemOf(thrown) });
    } finally {
      this.stop = undefined;
      this.atWork = undefined;
    }
  }

  private note(event: TrainEvent, folds: number): void {
    const { session } = this.parts;
    const run = session.training?.run;
    if (!run) return;
    const next = advanceRun(run, event, folds);
    // The split that is trained on is the one to show.
    if (event.kind === 'survey') this.change({ survey: event.survey, run: next });
    else session.updateTraining({ run: next });
  }

  private change(changes: Partial<TrainingState>): void {
    const { session } = this.parts;
    if (session.training) session.setTraining({ ...session.training, ...changes });
  }

  /** Why something ended, for people; null where they ended it. */
  private problemOf(thrown: unknown): string | null {
    const error = XceptionError.from(thrown);
    if (error.code === 'cancelled') return null;
    this.parts.log.error(error);
    return error.message;
  }

  /** @throws XceptionError `usage` in Restricted Mode and while a training goes on */
  mayBegin(): void {
    requireTrust();
    const { training } = this.parts.session;
    if (!training?.running) return;
    throw new XceptionError(
      'usage',
      vscode.l10n.t(
        'A training on “{0}” goes on. Stop or cancel it on the panel’s page “Train” first.',
        path.basename(training.folder),
      ),
    );
  }
}

function requestOf({
  model,
  side,
  options,
}: TrainingSettings): Omit<TrainRequest, 'folder' | 'out' | 'overwrite'> {
  return {
    model: requestForRef(model),
    input: { height: side, width: side },
    options: trainOptions(options),
  };
}
