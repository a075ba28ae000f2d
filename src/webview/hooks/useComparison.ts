import { useState } from 'preact/hooks';
import type { ModelRecord } from '../../shared/classification';
import type { LayerRow } from '../../shared/network';
import type { ModelParts, OtherModel, ResultEntry } from '../../shared/panelProtocol';
import type { ClassifiedEntry } from '../chosenEntry';
import { comparable } from '../lookChoices';
import { usePanelHost } from '../panelHost';
import { useAnswer, type Answer } from './useAnswer';
import { useChoiceOf } from './useChoice';

/** A picture and a model that looks at it. */
export interface Side {
  readonly entry: ClassifiedEntry;
  /** Where it is not the entry's own. */
  readonly model?: string;
  readonly title: string;
  /** The model's classes, by index. */
  readonly labels: readonly string[];
  /** The model's layers, in its order; empty until they are known. */
  readonly layers: readonly LayerRow[];
}

/** What the chosen picture is compared with: another picture, another model, or both. */
export interface Comparison {
  readonly own: Side;
  /** Null without a comparison, and while the other model's parts are on their way. */
  readonly other: Side | null;
  readonly pictures: readonly ClassifiedEntry[];
  readonly models: readonly OtherModel[];
  /** Id of the chosen picture and key of the chosen model; empty for the entry's own. */
  readonly picture: string;
  readonly model: string;
  readonly choosePicture: (id: string) => void;
  readonly chooseModel: (model: string) => void;
  /** Whether equal numbers get equal colours on both sides. */
  readonly sameScale: boolean;
  readonly chooseSameScale: (same: boolean) => void;
  /** Where the loading of the other model stands. */
  readonly loading: Answer<unknown>;
}

interface OtherParts extends ModelParts {
  readonly model: string;
}

/** What the user compares an entry with, and what is known of it. */
export function useComparison(
  entry: ClassifiedEntry,
  { title, labels }: ModelRecord,
  layers: readonly LayerRow[],
  entries: readonly ResultEntry[],
): Comparison {
  const host = usePanelHost();
  const { id } = entry;
  const [picture, choosePicture] = useState('');
  const [model, chooseModel] = useState('');
  const [scale, chooseScale] = useChoiceOf('comparison-scale', ['same', 'own'], 'same');
  const models = useAnswer(String(id), (options) => host.call('otherModels', { id }, options)).value ?? [];
  const chosenModel = models.find((each) => each.model === model);
  const loading = useAnswer(
    chosenModel ? JSON.stringify([id, model]) : null,
    async (options): Promise<OtherParts> => ({
      ...(await host.call('modelParts', { id, model }, options)),
      model,
    }),
  );
  const pictures = comparable(entry, entries);
  const chosenPicture = pictures.find((each) => String(each.id) === picture);
  const parts = chosenModel && loading.value?.model === model ? loading.value : undefined;
  const named = (of: ClassifiedEntry, by: string): string => (chosenModel ? `${of.name} · ${by}` : of.name);
  const shown = chosenPicture ?? entry;
  const own: Side = { entry, title: named(entry, title), labels, layers };
  const other = (): Side | null => {
    if (chosenModel) return parts ? { ...parts, entry: shown, title: named(shown, parts.title) } : null;
    return chosenPicture ? { entry: chosenPicture, title: chosenPicture.name, labels, layers } : null;
  };
  return {
    own,
    other: other(),
    pictures,
    models,
    picture: chosenPicture ? picture : '',
    model: chosenModel ? model : '',
    choosePicture,
    chooseModel,
    sameScale: scale === 'same',
    chooseSameScale: (same) => {
      chooseScale(same ? 'same' : 'own');
    },
    loading,
  };
}
