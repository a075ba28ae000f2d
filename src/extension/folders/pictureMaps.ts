import * as vscode from 'vscode';
import { collect } from '../../model/dataset/collect';
import type { PictureMap, RunRecord } from '../../shared/datasetProtocol';
import type { StepProgress } from '../../shared/explainProtocol';
import type { MapPicture, PanelMap } from '../../shared/panelProtocol';
import { topLabel } from '../../shared/resultMeasures';
import { XceptionError } from '../../shared/xceptionError';
import type { Core } from '../app';
import { placeOf } from '../placeOf';
import { requireTrust } from '../trust';

interface MapContext {
  readonly signal: AbortSignal;
  readonly progress: (progress: StepProgress) => void;
}

type Parts = Pick<Core, 'store' | 'folders' | 'judging' | 'inference'>;

/** Makes maps of runs' pictures. The last one is kept: leaving the page and coming back costs nothing. */
export class PictureMaps {
  private last: { readonly key: string; readonly map: PictureMap } | undefined;

  constructor(private readonly parts: Parts) {}

  /**
   * @throws XceptionError `usage` in Restricted Mode, or for too many pictures; `cancelled`; why the model cannot be loaded
   */
  async map(record: RunRecord, context: MapContext): Promise<PanelMap> {
    requireTrust();
    const { store, folders, judging } = this.parts;
    const { points, pictures } = await this.placed(record, context);
    const answers = await store.call('answers', judging.request(record.run), { signal: context.signal });
    const answerOf = new Map(answers.map((answer) => [answer.path, answer]));
    const entryOf = await folders.entriesByFile(record);
    return {
      points,
      pictures: pictures.map(({ path }): MapPicture => {
        const entry = entryOf.get(path);
        const { label, predicted: judged } = answerOf.get(path) ?? {};
        const predicted = judged ?? topLabel(entry?.result);
        return {
          name: placeOf(path).name,
          ...(entry && { id: entry.id }),
          ...(label !== undefined && { label }),
          ...(predicted !== undefined && { predicted }),
          ...(judged !== undefined && { right: judged === label }),
        };
      }),
    };
  }

  /** A run of the same pictures keeps their features: the run itself stays as it is. */
  private async placed({ request }: RunRecord, { signal, progress }: MapContext): Promise<PictureMap> {
    const { store, inference } = this.parts;
    const run = await collect(
      { ...request, wishes: { ...request.wishes, features: true } },
      {
        inference,
        dataset: store,
        signal,
        onResults: () => {
          this.last = undefined;
        },
        onProgress: ({ step, done, failed, total }) => {
          if (step === 'running') progress({ done: done + failed, total });
        },
      },
    );
    if (run.state === 'cancelled') throw new XceptionError('cancelled', vscode.l10n.t('Cancelled.'));
    const key = JSON.stringify([run.run, run.total, run.done]);
    if (this.last?.key === key) return this.last.map;
    const map = await store.call('map', { run: run.run }, { signal, onProgress: progress });
    this.last = { key, map };
    return map;
  }
}
