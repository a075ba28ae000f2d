import * as vscode from 'vscode';
import type { App } from '../app';
import { chooseModelFile } from '../model/chooseModelFile';
import { comparableModels } from '../model/comparableModels';
import { titleOfRef, type ModelRef } from '../model/modelRef';

interface ComparableItem extends vscode.QuickPickItem {
  /** Undefined for a file that is still to be chosen. */
  readonly ref?: ModelRef;
}

/** Shows the shapes of the network that the tree shows, as a drawing. */
export function showShapes({ session, panel }: App): void {
  session.setPage('shapes');
  panel.show();
}

/** Shows two networks side by side. */
export function compareNetworks({ session, panel }: App): void {
  session.setPage('compare');
  panel.show();
}

/** Compares the weights of two models: the one that was pointed at in the tree, if any, and another. */
export async function compareModels(app: App, pointed: unknown): Promise<void> {
  const a = typeof pointed === 'string' ? pointed : await choose(app, undefined);
  if (a === undefined) return;
  const b = await choose(app, a);
  if (b === undefined) return;
  app.session.setCompared({ a, b });
  app.session.setPage('compare');
  app.panel.show();
}

async function choose(app: App, first: ModelRef | undefined): Promise<ModelRef | undefined> {
  const refs = (await comparableModels(app)).filter((ref) => ref !== first);
  const items: readonly ComparableItem[] = [
    ...refs.map((ref) => ({
      label: titleOfRef(ref),
      description: vscode.workspace.asRelativePath(ref),
      ref,
    })),
    { label: vscode.l10n.t('A model file …'), iconPath: new vscode.ThemeIcon('folder-opened') },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Compare Models'),
    placeHolder:
      first === undefined
        ? vscode.l10n.t('The first model')
        : vscode.l10n.t('The model to compare with "{0}"', titleOfRef(first)),
  });
  if (!chosen) return undefined;
  const words = { title: vscode.l10n.t('Compare Models'), openLabel: vscode.l10n.t('Compare') };
  return chosen.ref ?? chooseModelFile(words);
}
