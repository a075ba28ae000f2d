import * as vscode from 'vscode';
import type { HostMethods, ResultEntry } from '../../shared/panelProtocol';
import { RESULT_FORMATS } from '../../shared/resultText';
import type { Handlers } from '../../shared/rpc';
import { XceptionError } from '../../shared/xceptionError';
import type { Core } from '../app';
import { pickModel } from '../model/chooseModel';
import { exportResults } from '../results/exportResults';

/** What the panel may ask about results beyond looking at them. */
export function resultMethods(
  core: Core,
  entryOf: (id: number) => ResultEntry,
): Handlers<Pick<HostMethods, 'tryModel' | 'exportResults'>> {
  return {
    tryModel: async ({ id }) => {
      const { file, model: own } = entryOf(id);
      const model = await pickModel(core, own);
      if (model !== undefined) await core.classifier.classify([file], model);
      return null;
    },
    exportResults: async ({ ids, format }) => {
      const known = RESULT_FORMATS.find((name) => name === format);
      if (!known) throw new XceptionError('usage', vscode.l10n.t('Results are written as CSV or JSON.'));
      // What was cleared since the list was drawn is left out.
      const entries = ids.flatMap((id) => core.session.entry(id) ?? []);
      await exportResults(core.session, entries, known);
      return null;
    },
  };
}
