import * as vscode from 'vscode';
import { MODEL_EXTENSIONS } from './modelExtensions';
import type { ModelRef } from './modelRef';

/** What the dialog says. */
interface Words {
  readonly title: string;
  readonly openLabel: string;
}

/** Asks for a model file; undefined when the user turns back. */
export async function chooseModelFile(
  words: Words = {
    title: vscode.l10n.t('Choose a Model File'),
    openLabel: vscode.l10n.t('Use This Model'),
  },
): Promise<ModelRef | undefined> {
  const file = await askForFile({ ...words, kind: vscode.l10n.t('Models'), further: ['json', 'zip'] });
  return file?.fsPath;
}

/** Asks for a file of weights, be it a whole model or not; undefined when the user turns back. */
export function chooseWeightsFile(words: Words): Promise<vscode.Uri | undefined> {
  return askForFile({ ...words, kind: vscode.l10n.t('Weights files'), further: ['json', 'pb'] });
}

/** @param further - extensions beside {@link MODEL_EXTENSIONS}: such files may hold anything */
async function askForFile({
  title,
  openLabel,
  kind,
  further,
}: Words & { readonly kind: string; readonly further: readonly string[] }): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title,
    openLabel,
    filters: {
      [kind]: [...MODEL_EXTENSIONS, ...further],
      [vscode.l10n.t('All files')]: ['*'],
    },
  });
  return chosen?.[0];
}
