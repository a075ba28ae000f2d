import * as vscode from 'vscode';
import type { RunRecord } from '../../shared/datasetProtocol';
import { XceptionError } from '../../shared/xceptionError';
import type { PictureStore } from './pictureStore';

/** @throws XceptionError `usage` for a run that was forgotten */
export async function keptRun(store: PictureStore, run: number): Promise<RunRecord> {
  const found = (await store.call('runs', null)).find((record) => record.run === run);
  if (found) return found;
  throw new XceptionError('usage', vscode.l10n.t('This run is not kept any more.'));
}
