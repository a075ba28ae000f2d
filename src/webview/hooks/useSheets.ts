import { useState } from 'preact/hooks';
import type { ActivationsRequest, ColourRange, LayerActivations } from '../../shared/explainProtocol';
import type { AboutEntry } from '../../shared/panelProtocol';
import { usePanelHost } from '../panelHost';
import { sharedRange } from '../sharedRange';
import type { Answer } from './useAnswer';
import { useSideQuestion } from './useQuestion';

/** What is asked of one side; the colours' range and the choice of maps are added here. */
export type SheetQuestion = Omit<AboutEntry<ActivationsRequest>, 'range' | 'channels'>;

export type SheetAnswer = Answer<LayerActivations>;

/** A scrubber that moves on soon asks for nothing. */
const SETTLED_MS = 80;

/**
 * Asks for the feature maps of one or two sides. Two sides of one model show the same maps, those that are strongest on the
 * first; two that share a scale are drawn anew once both are known.
 *
 * @param questions - null for a side that is not there, or whose model has no such layer
 */
export function useSheets(
  questions: readonly [SheetQuestion | null, SheetQuestion | null],
  sameScale: boolean,
): readonly [SheetAnswer, SheetAnswer] {
  const [known, setKnown] = useState<ReadonlyMap<string, ColourRange>>(new Map());
  const range = sharedRange(sameScale ? questions.map(valuesKey) : [], known);
  const remember = (key: string, { statistics: { min, max } }: LayerActivations): void => {
    setKnown((before) => new Map(before).set(key, { min, max }));
  };
  const [first, second] = questions;
  const left = useSheet(first, range, undefined, remember);
  const oneModel = first?.model === second?.model;
  const channels = left.value?.sheet.maps.map(({ channel }) => channel);
  const ready = !oneModel || (left.value !== null && left.value.layer === first?.layer);
  const right = useSheet(ready ? second : null, range, oneModel ? channels : undefined, remember);
  return [left, right];
}

function useSheet(
  question: SheetQuestion | null,
  range: ColourRange | undefined,
  channels: readonly number[] | undefined,
  remember: (key: string, value: LayerActivations) => void,
): SheetAnswer {
  const host = usePanelHost();
  const asked = question && { ...question, ...(channels && { channels }), ...(range && { range }) };
  return useSideQuestion(
    asked,
    async (about, options) => {
      const value = await host.call('activations', about, options);
      remember(valuesKey(question) ?? '', value);
      return value;
    },
    SETTLED_MS,
  );
}

/** All that a layer's values depend on; their colours do not matter. */
function valuesKey(question: SheetQuestion | null): string | null {
  return question && JSON.stringify([question.id, question.model, question.layer]);
}
