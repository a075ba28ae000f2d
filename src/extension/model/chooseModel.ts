import * as vscode from 'vscode';
import { NETWORK_IDS } from '../../model/arch/buildNetwork';
import { catalogue, isFetched } from '../../model/weights/catalogue';
import type { Core } from '../app';
import { requireTrust } from '../trust';
import { chooseModelFile } from './chooseModelFile';
import { titleOfRef, UNTRAINED_REFS, type ModelRef } from './modelRef';
import { absence } from './modelSize';
import { provideModel } from './provideModel';

interface ModelItem extends vscode.QuickPickItem {
  /** Gives the model, after whatever must be done first; undefined when the user turns back. */
  readonly pick?: () => Promise<ModelRef | undefined> | ModelRef;
}

/**
 * Asks for a model and uses it from now on; undefined when the user turns back.
 *
 * @throws XceptionError `usage` in Restricted Mode
 */
export async function chooseModel(core: Core): Promise<ModelRef | undefined> {
  requireTrust();
  const ref = await pick(core, {
    title: vscode.l10n.t('Choose a Model'),
    placeHolder: vscode.l10n.t('The model that classifies pictures in this workspace'),
  });
  if (ref !== undefined) await core.models.use(ref);
  return ref;
}

/**
 * Asks for a model for one picture; the model in use stays.
 *
 * @param but - the model that the picture was classified with
 * @returns undefined when the user turns back
 * @throws XceptionError `usage` in Restricted Mode
 */
export async function pickModel(core: Core, but: ModelRef): Promise<ModelRef | undefined> {
  requireTrust();
  return pick(core, {
    title: vscode.l10n.t('Try Another Model'),
    placeHolder: vscode.l10n.t('The model beside "{0}"; the one in use stays', titleOfRef(but)),
  });
}

async function pick(
  core: Core,
  words: { readonly title: string; readonly placeHolder: string },
): Promise<ModelRef | undefined> {
  const options = { ...words, matchOnDescription: true, matchOnDetail: true };
  const chosen = await vscode.window.showQuickPick(modelItems(core), options);
  return chosen?.pick?.();
}

function modelItems(core: Core): readonly ModelItem[] {
  const { active, files } = core.models;
  const icon = (ref: ModelRef): vscode.ThemeIcon => new vscode.ThemeIcon(ref === active ? 'check' : 'blank');
  return [
    ...catalogue().map((entry) => ({
      label: entry.title,
      description: isFetched(entry) ? '' : absence(entry),
      detail: entry.about,
      iconPath: icon(entry.id),
      pick: () => provideModel(entry, core),
    })),
    ...files.map((file) => ({
      label: titleOfRef(file),
      description: vscode.workspace.asRelativePath(file),
      iconPath: icon(file),
      pick: () => file,
    })),
    separator(vscode.l10n.t('more')),
    {
      label: vscode.l10n.t('A model file of your own …'),
      detail: vscode.l10n.t('An Xception that was trained or fine-tuned with Keras, TensorFlow or PyTorch'),
      iconPath: new vscode.ThemeIcon('folder-opened'),
      pick: () => chooseModelFile(),
    },
    separator(vscode.l10n.t('untrained, to study')),
    ...UNTRAINED_REFS.map((ref, index) => ({
      label: titleOfRef(ref),
      description: NETWORK_IDS[index] ?? '',
      detail: vscode.l10n.t('Runs at once; its answers mean nothing'),
      iconPath: icon(ref),
      pick: () => ref,
    })),
  ];
}

function separator(label: string): ModelItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
