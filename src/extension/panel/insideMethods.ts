import * as vscode from 'vscode';
import { summarize } from '../../model/arch/summarize';
import type { ModelRecord } from '../../shared/classification';
import type { PictureRequest } from '../../shared/explainProtocol';
import type { InsideMethods, ResultEntry } from '../../shared/panelProtocol';
import type { Handlers } from '../../shared/rpc';
import { XceptionError } from '../../shared/xceptionError';
import type { Core } from '../app';
import { requestForRef } from '../model/modelRef';
import { compactImage } from './compactImage';

/**
 * What the panel may ask about the inside of an entry's model. The inference process answers; its progress and a cancel
 * pass through.
 *
 * @param entryOf - the session's entry; throws when it has gone
 */
export function insideMethods(
  { session, inference }: Pick<Core, 'session' | 'inference'>,
  entryOf: (id: number) => ResultEntry,
): Handlers<InsideMethods> {
  const pictureOf = (id: number): PictureRequest => {
    const { file, model, preprocessing } = entryOf(id);
    return { model: requestForRef(model), file, ...(preprocessing && { preprocessing }) };
  };
  const recordOf = (id: number): ModelRecord => {
    const record = session.model(entryOf(id).model);
    if (record) return record;
    throw new XceptionError('usage', vscode.l10n.t('This picture is not classified yet.'));
  };
  return {
    modelLayers: ({ id }) => {
      const { network, input, classes, variant, source } = recordOf(id);
      const { layers } = summarize(network, { input, variant, ...(classes > 0 && { classes }) });
      // The head of a file is its own; what it is made of is not in the record.
      return source.kind === 'untrained' ? layers : layers.filter(({ flow }) => flow !== 'head');
    },
    explain: async ({ id, ...question }, { signal, progress }) => {
      const explanation = await inference.call(
        'explain',
        // The entry's own last: whatever else the panel may send, it names no file.
        { ...question, ...pictureOf(id) },
        { signal, onProgress: progress },
      );
      const { method, layer, prediction, map, heatmap, deletion, runs, milliseconds } = explanation;
      const figures = {
        method,
        layer,
        prediction,
        heatmap,
        runs,
        milliseconds,
        ...(deletion && { deletion }),
      };
      return { ...figures, map: compactImage(map) };
    },
    activations: async ({ id, ...question }, { signal }) => {
      const answer = await inference.call('activations', { ...question, ...pictureOf(id) }, { signal });
      return { ...answer, sheet: { ...answer.sheet, picture: compactImage(answer.sheet.picture) } };
    },
    profile: ({ id, ...question }, { signal, progress }) =>
      inference.call('profile', { ...question, ...pictureOf(id) }, { signal, onProgress: progress }),
    variants: async ({ id, ...question }, { signal, progress }) => {
      const { variants } = await inference.call(
        'variants',
        { ...question, ...pictureOf(id) },
        { signal, onProgress: progress },
      );
      return {
        variants: variants.map(({ seen, ...variant }) => ({
          ...variant,
          ...(seen && { seen: compactImage(seen) }),
        })),
      };
    },
  };
}
