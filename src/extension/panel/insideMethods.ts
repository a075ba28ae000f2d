import * as vscode from 'vscode';
import { untrainedModel } from '../../model/weights/catalogue';
import type { PictureRequest } from '../../shared/explainProtocol';
import type { InsideMethods, OtherModel, ResultEntry } from '../../shared/panelProtocol';
import type { Handlers } from '../../shared/rpc';
import { XceptionError } from '../../shared/xceptionError';
import type { Core } from '../app';
import { catalogueRefs, isPresent, requestForRef, titleOfRef, UNTRAINED_REFS } from '../model/modelRef';
import { compactImage } from './compactImage';

/**
 * What the panel may ask about the inside of an entry's model. The inference process answers; its progress and a cancel
 * pass through.
 *
 * @param entryOf - the session's entry; throws when it has gone
 */
export function insideMethods(
  { models, inference }: Pick<Core, 'models' | 'inference'>,
  entryOf: (id: number) => ResultEntry,
): Handlers<InsideMethods> {
  const othersOf = (id: number): readonly OtherModel[] => {
    const own = entryOf(id).model;
    const known = new Set([...catalogueRefs(), ...models.files, ...UNTRAINED_REFS]);
    return [...known]
      .filter((model) => model !== own && isPresent(model))
      .map((model) => ({ model, title: titleOfRef(model) }));
  };
  const pictureOf = (id: number, other: string | undefined): PictureRequest => {
    const { file, model, preprocessing } = entryOf(id);
    // A model is a file: whatever the panel may send, only those that were offered are opened.
    if (other !== undefined && other !== model && !othersOf(id).some((known) => known.model === other))
      throw new XceptionError(
        'usage',
        vscode.l10n.t('This model is not among those on this machine any more.'),
      );
    return { model: requestForRef(other ?? model), file, ...(preprocessing && { preprocessing }) };
  };
  return {
    otherModels: ({ id }) => othersOf(id),
    modelParts: async ({ id, model }, { signal }) => {
      const { record, layers } = await inference.call('structure', pictureOf(id, model).model, { signal });
      return { title: record.title, labels: record.labels, layers };
    },
    explain: async ({ id, model, ...question }, { signal, progress }) => {
      const explanation = await inference.call(
        'explain',
        // The entry's own last: whatever else the panel may send, it names no file.
        { ...question, ...pictureOf(id, model) },
        { signal, onProgress: progress },
      );
      const { method, layer, prediction, predictions, map, heatmap, deletion, runs, milliseconds } =
        explanation;
      const figures = {
        method,
        layer,
        prediction,
        predictions,
        heatmap,
        runs,
        milliseconds,
        ...(deletion && { deletion }),
      };
      return { ...figures, map: compactImage(map) };
    },
    activations: async ({ id, model, ...question }, { signal }) => {
      const answer = await inference.call(
        'activations',
        { ...question, ...pictureOf(id, model) },
        { signal },
      );
      return { ...answer, sheet: { ...answer.sheet, picture: compactImage(answer.sheet.picture) } };
    },
    profile: ({ id, model, ...question }, { signal, progress }) =>
      inference.call('profile', { ...question, ...pictureOf(id, model) }, { signal, onProgress: progress }),
    variants: async ({ id, model, ...question }, { signal, progress }) => {
      const { variants } = await inference.call(
        'variants',
        { ...question, ...pictureOf(id, model) },
        { signal, onProgress: progress },
      );
      return {
        variants: variants.map(({ seen, ...variant }) => ({
          ...variant,
          ...(seen && { seen: compactImage(seen) }),
        })),
      };
    },
    profileNetwork: ({ network, height, width }, { signal, progress }) => {
      const model = { ...untrainedModel(network), input: { height, width } };
      return inference.call('profile', { model }, { signal, onProgress: progress });
    },
  };
}
