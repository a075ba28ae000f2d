import * as vscode from 'vscode';
import type { MapMethods } from '../../shared/panelProtocol';
import type { Handlers } from '../../shared/rpc';
import type { Core } from '../app';
import { keptRun } from '../folders/keptRun';
import { PictureMaps } from '../folders/pictureMaps';

/** What the panel may ask about the map of a folder's pictures. It names runs and entries, never files. */
export function mapMethods(
  core: Pick<Core, 'session' | 'store' | 'folders' | 'judging' | 'inference'>,
): Handlers<MapMethods> {
  const { session, store } = core;
  const maps = new PictureMaps(core);
  return {
    pictureMap: async ({ run }, context) => {
      session.setEvaluated(run);
      return maps.map(await keptRun(store, run), context);
    },
    showChosen: ({ ids }) => {
      const chosen = new Set(ids);
      session.showOnly(vscode.l10n.t('Chosen on the map'), ({ id }) => chosen.has(id));
      session.setPage('results');
      return null;
    },
  };
}
