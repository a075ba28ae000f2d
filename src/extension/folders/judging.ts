import path from 'node:path';
import type * as vscode from 'vscode';
import type { LabelSource, RunRecord } from '../../shared/datasetProtocol';
import type { EvaluateRequest, LabelEdit } from '../../shared/evaluationProtocol';
import type { PanelEvaluation } from '../../shared/panelProtocol';
import type { FolderRuns } from './folderRuns';
import type { PictureStore } from './pictureStore';
import { rootsTitle } from './scanRequest';

const KEY = 'xception.judging';
/** Runs whose labels are remembered. */
const MOST = 50;

type Choices = Omit<EvaluateRequest, 'run'>;

interface Parts {
  readonly store: PictureStore;
  readonly folders: FolderRuns;
  readonly memento: vscode.Memento;
}

/** Judges runs by the labels and the mapping that were chosen for each, and remembers those over a restart. */
export class Judging {
  constructor(private readonly parts: Parts) {}

  /** What was chosen for a run. */
  request(run: number): EvaluateRequest {
    return { run, ...this.choices.find(([of]) => of === run)?.[1] };
  }

  /** Takes the labels from a file or from folders' names; what was edited of the mapping belonged to the other labels. */
  async setLabels(run: number, labels: LabelSource): Promise<void> {
    await this.keep(run, { labels });
  }

  async setEdits(run: number, edits: readonly LabelEdit[]): Promise<void> {
    const { labels } = this.request(run);
    await this.keep(run, { ...(labels && { labels }), edits });
  }

  /** @throws XceptionError `usage`, `file-missing` for a file of labels; `cancelled` */
  async evaluate(record: RunRecord, signal: AbortSignal): Promise<PanelEvaluation> {
    const { store, folders } = this.parts;
    const request = this.request(record.run);
    const result = await store.call('evaluate', request, { signal });
    const byFile = await folders.entriesByFile(record);
    const { record: model, scan } = record.request;
    return {
      ...result,
      source: rootsTitle(scan),
      model,
      labelsFile: request.labels?.kind === 'file' ? path.basename(request.labels.path) : null,
      mistakeEntries: result.evaluation.mistakes.flatMap((mistake) => byFile.get(mistake.path) ?? []),
    };
  }

  private get choices(): readonly (readonly [run: number, choices: Choices])[] {
    return this.parts.memento.get(KEY, []);
  }

  private async keep(run: number, choices: Choices): Promise<void> {
    const others = this.choices.filter(([of]) => of !== run);
    await this.parts.memento.update(KEY, [[run, choices], ...others].slice(0, MOST));
  }
}
