import * as vscode from 'vscode';
import type { HostMethods } from '../../shared/panelProtocol';
import type { Handlers } from '../../shared/rpc';
import { XceptionError } from '../../shared/xceptionError';
import type { App, Core } from '../app';
import { chooseModel } from '../model/chooseModel';
import { revealFile } from '../revealFile';
import { saveFile } from '../saveFile';
import { compactPreview } from './compactImage';
import { compareMethods } from './compareMethods';
import { evaluateMethods } from './evaluateMethods';
import { insideMethods } from './insideMethods';
import { mapMethods } from './mapMethods';
import { resultMethods } from './resultMethods';
import { layerMethods } from './layerMethods';
import { trainingMethods } from './trainingMethods';

/** A picture of at most this side is a thumbnail: what the network saw is not shown beside it. */
const THUMBNAIL_SIDE = 256;

/** What the panel may ask of the host. Paths come from the session alone: the panel names entries, never files. */
export function hostMethods(core: Core & Pick<App, 'found' | 'trainer'>): Handlers<HostMethods> {
  const { session } = core;
  const entryOf = (id: number): NonNullable<ReturnType<typeof session.entry>> => {
    const entry = session.entry(id);
    if (entry) return entry;
    throw new XceptionError('usage', vscode.l10n.t('This result is not in the list any more.'));
  };
  return {
    ...insideMethods(core, entryOf),
    ...resultMethods(core, entryOf),
    ...layerMethods(core),
    ...compareMethods(core),
    ...evaluateMethods(core),
    ...mapMethods(core),
    ...trainingMethods(core),
    saveFile: ({ name, bytes }) => saveFile(name, bytes),
    ready: () => session.state,
    setPage: ({ page }) => {
      session.setPage(page);
      return null;
    },
    select: ({ id }) => {
      session.select(id);
      return null;
    },
    cancelRun: () => {
      core.classifier.cancel();
      return null;
    },
    showAll: () => {
      session.showAll();
      return null;
    },
    pauseRun: ({ paused }) => {
      core.classifier.setPaused(paused);
      return null;
    },
    preview: async ({ id, maxSide }, { signal }) => {
      const { file, model, preprocessing, result } = entryOf(id);
      const record = session.model(model);
      const shown = maxSide > THUMBNAIL_SIDE && record && result && !('error' in result);
      const preview = await core.inference.call(
        'preview',
        {
          file,
          maxSide,
          ...(shown && {
            seenBy: { input: record.input, preprocessing: { ...record.preprocessing, ...preprocessing } },
          }),
        },
        { signal },
      );
      return compactPreview(preview);
    },
    openImage: async ({ id }) => {
      await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(entryOf(id).file));
      return null;
    },
    revealImage: async ({ id }) => {
      await revealFile(vscode.Uri.file(entryOf(id).file));
      return null;
    },
    retry: async ({ id }) => {
      const model = core.models.active ?? (await chooseModel(core));
      if (model !== undefined) await core.classifier.retry(id, model);
      return null;
    },
    clear: () => {
      session.clear();
      return null;
    },
    copy: async ({ text }) => {
      await vscode.env.clipboard.writeText(text);
      return null;
    },
    chooseModel: async () => {
      await chooseModel(core);
      return null;
    },
  };
}
