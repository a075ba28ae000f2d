import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { mappingCsv, parseMappingCsv } from '../../model/dataset/figures/mappingCsv';
import { EVALUATION_FORMATS } from '../../shared/evaluation';
import type { RunRecord } from '../../shared/datasetProtocol';
import type { EvaluateMethods } from '../../shared/panelProtocol';
import type { Handlers } from '../../shared/rpc';
import { XceptionError } from '../../shared/xceptionError';
import type { Core } from '../app';
import { distinctRuns } from '../folders/distinctRuns';
import { exportEvaluation } from '../folders/exportEvaluation';
import { keptRun } from '../folders/keptRun';
import { rootsTitle } from '../folders/scanRequest';
import { saveNewFile } from '../saveFile';

/** What the panel may ask about how right the answers are. It names runs; files are chosen in dialogs alone. */
export function evaluateMethods(
  core: Pick<Core, 'session' | 'store' | 'folders' | 'judging' | 'inference'>,
): Handlers<EvaluateMethods> {
  const { session, store, judging } = core;
  const recordOf = (run: number): Promise<RunRecord> => keptRun(store, run);
  return {
    evaluableRuns: async () =>
      distinctRuns(await store.call('runs', null)).map(({ run, request, done, total }) => ({
        run,
        title: rootsTitle(request.scan),
        model: request.record.title,
        done,
        total,
      })),
    evaluate: async ({ run, edits }, { signal }) => {
      session.setEvaluated(run);
      if (edits) await judging.setEdits(run, edits);
      return judging.evaluate(await recordOf(run), signal);
    },
    chooseLabels: async ({ run, from }) => {
      const file = from === 'file' ? await askForFile(vscode.l10n.t('Choose a File of Labels')) : undefined;
      if (from === 'file' && !file) return false;
      await judging.setLabels(run, file ? { kind: 'file', path: file.fsPath } : { kind: 'folders' });
      return true;
    },
    readMapping: async ({ run }) => {
      const file = await askForFile(vscode.l10n.t('Choose a Mapping of Labels to Classes'));
      if (!file) return false;
      const { record } = (await recordOf(run)).request;
      const edits = parseMappingCsv(await readFile(file.fsPath, 'utf8'), record, file.fsPath);
      await judging.setEdits(
        run,
        [...edits].map(([label, classes]) => ({ label, classes })),
      );
      return true;
    },
    writeMapping: async ({ run }) => {
      const { mapping, classes } = await store.call('evaluate', judging.request(run));
      await saveNewFile({
        title: vscode.l10n.t('Save the Mapping of Labels to Classes'),
        name: 'xception-mapping.csv',
        extension: 'csv',
        content: () => Buffer.from(mappingCsv(mapping, { labels: classes })),
      });
      return null;
    },
    exportEvaluation: async ({ run, format }) => {
      const known = EVALUATION_FORMATS.find((name) => name === format);
      if (!known) throw new XceptionError('usage', vscode.l10n.t('Figures are not written in this form.'));
      await exportEvaluation(core, await recordOf(run), known);
      return null;
    },
    showAnswered: async ({ run, actual, predicted }) => {
      const files = new Set(await store.call('answered', { ...judging.request(run), actual, predicted }));
      const title =
        actual === predicted
          ? vscode.l10n.t('{0}, answered rightly', actual)
          : vscode.l10n.t('{0} taken for {1}', actual, predicted);
      session.showOnly(title, (entry) => entry.run === run && files.has(entry.file));
      session.setPage('results');
      return null;
    },
  };
}

async function askForFile(title: string): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title,
    filters: { CSV: ['csv', 'tsv', 'txt'], [vscode.l10n.t('All Files')]: ['*'] },
  });
  return chosen?.[0];
}
