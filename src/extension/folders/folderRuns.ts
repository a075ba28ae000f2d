import * as vscode from 'vscode';
import type { CollectRequest } from '../../model/dataset/collect';
import type { RunRecord, ScanRequest } from '../../shared/datasetProtocol';
import type { ResultEntry } from '../../shared/panelProtocol';
import { XceptionError } from '../../shared/xceptionError';
import type { Core } from '../app';
import { requestForRef, type ModelRef } from '../model/modelRef';
import { readSettings } from '../settings';
import { requireTrust } from '../trust';
import { reasonsText } from './failureReasons';
import { FolderRun, type FolderRunContext } from './folderRun';
import type { PictureStore } from './pictureStore';
import { RunEntries } from './runEntries';
import { rootsTitle } from './scanRequest';

/** Classes that are kept of each picture: enough for figures, whatever the list shows. */
const KEPT_CLASSES = 10;

/** A run and its entries with their results; those that a cancel left out are missing. */
export interface FollowedRun {
  readonly run: RunRecord | undefined;
  readonly entries: readonly ResultEntry[];
}

/** The runs of folders: starts them, takes them up after a restart, and tells what came of them. */
export class FolderRuns {
  /** What is being classified, by what was asked. */
  private readonly underway = new Map<
    string,
    { readonly run: FolderRun; readonly followed: Promise<FollowedRun> }
  >();

  constructor(
    private readonly core: Pick<Core, 'session' | 'inference' | 'classifier' | 'log'>,
    private readonly store: PictureStore,
  ) {}

  /**
   * Classifies all pictures of a scan, and shows in the session what becomes of it. Where just that is being done, it is
   * not begun beside it: that run is shown, and goes on if it rests.
   *
   * @throws XceptionError only when it cannot begin: `usage` in Restricted Mode, `model-missing`
   */
  async classify(scan: ScanRequest, model: ModelRef): Promise<FollowedRun> {
    requireTrust();
    const { preprocessing } = readSettings();
    return this.follow({
      scan,
      model: requestForRef(model),
      ...(Object.keys(preprocessing).length > 0 && { preprocessing }),
      // Several classes may stand for one label: their sum needs them all.
      wishes: { topK: KEPT_CLASSES, probabilities: true },
    });
  }

  /** Goes on with a run that was not finished. */
  async resume({ request }: RunRecord): Promise<void> {
    requireTrust();
    // The model is loaded anew, and says itself what it is.
    await this.follow(request);
  }

  /**
   * Shows the results of runs again, after a restart, and offers to go on with those that were not finished. What cannot be
   * read any more is in the log.
   */
  async restore(runs: readonly number[]): Promise<void> {
    if (runs.length === 0) return;
    try {
      const records = await this.store.call('runs', null);
      for (const record of records.filter(({ run }) => runs.includes(run)).reverse()) {
        await this.show(record);
        if (record.state === 'open' || record.state === 'paused') void this.offerToResume(record);
      }
    } catch (thrown) {
      this.core.log.error(XceptionError.from(thrown));
    }
  }

  /** The list's entries of a run by their files; those of a run that is not in the list are put there first. */
  async entriesByFile(record: RunRecord): Promise<ReadonlyMap<string, ResultEntry>> {
    const listed = this.core.session.entries.filter(({ run }) => run === record.run);
    const entries = listed.length > 0 ? listed : await this.show(record);
    return new Map(entries.map((entry) => [entry.file, entry]));
  }

  /** Puts the results of a run into the list. */
  private async show(record: RunRecord): Promise<readonly ResultEntry[]> {
    const { session } = this.core;
    session.setModel(record.request.model.id, record.request.record);
    const shown = new RunEntries(session, this.store, record, readSettings().topK);
    await shown.show(false);
    return shown.entries;
  }

  private follow(request: CollectRequest): Promise<FollowedRun> {
    const { session } = this.core;
    session.setPage('results');
    session.select(null);
    const asked = JSON.stringify(request);
    const known = this.underway.get(asked);
    if (known) {
      known.run.setPaused(false);
      return known.followed;
    }
    const run = new FolderRun(this.context(), request, rootsTitle(request.scan));
    const followed = this.toTheEnd(run).finally(() => this.underway.delete(asked));
    this.underway.set(asked, { run, followed });
    return followed;
  }

  private async toTheEnd(run: FolderRun): Promise<FollowedRun> {
    await this.core.classifier.follow(run);
    if (run.outcome) this.tell(run.outcome);
    return { run: run.outcome, entries: run.entries };
  }

  private context(): FolderRunContext {
    const { session, inference, classifier } = this.core;
    return {
      session,
      inference,
      store: this.store,
      topK: readSettings().topK,
      onProgress: () => {
        classifier.publish();
      },
    };
  }

  private tell({ state, total, done, failed, reasons, notes }: RunRecord): void {
    for (const { error } of notes) this.core.log.warn(error.message);
    const [note] = notes;
    if (total === 0) {
      void vscode.window.showWarningMessage(note?.error.message ?? vscode.l10n.t('There are no pictures.'));
    } else if (state === 'done' && failed > 0) {
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          'Classified pictures: {0}. Not classified: {1} ({2}).',
          done,
          failed,
          reasonsText(reasons),
        ),
      );
    }
  }

  private async offerToResume(record: RunRecord): Promise<void> {
    const resume = vscode.l10n.t('Resume');
    const { done, failed, total } = record;
    const text = vscode.l10n.t(
      'Classifying {0} was interrupted: {1} of {2} pictures are done.',
      rootsTitle(record.request.scan),
      done + failed,
      total,
    );
    if ((await vscode.window.showInformationMessage(text, resume)) === resume) await this.resume(record);
  }
}
