import type { Prediction } from '../shared/classification';
import type { ExplainMethod } from '../shared/explainProtocol';
import type { LayerRow } from '../shared/network';
import type { ResultEntry } from '../shared/panelProtocol';
import { isClassified, type ClassifiedEntry } from './chosenEntry';
import { percent, shape } from './format';
import { text } from './strings';

type Options = readonly (readonly [value: string, title: string])[];

export function methodName(method: ExplainMethod): string {
  switch (method) {
    case 'gradcam':
      return text('methodGradcam');
    case 'gradcam++':
      return text('methodGradcamPlus');
    case 'scorecam':
      return text('methodScorecam');
    case 'occlusion':
      return text('methodOcclusion');
  }
}

/** What the numbers of a method's maps are. */
export function methodUnit(method: ExplainMethod): string {
  switch (method) {
    case 'gradcam':
    case 'gradcam++':
      return text('unitGradient');
    case 'scorecam':
      return text('unitScore');
    case 'occlusion':
      return text('unitOcclusion');
  }
}

/**
 * The classes that can be explained, by index: the answers first, best first, then the others. The empty value leaves the
 * choice to the picture: its best answer.
 */
export function lookClasses(predictions: readonly Prediction[], labels: readonly string[]): Options {
  const answers = new Set(predictions.map(({ index }) => index));
  const best = predictions[0];
  return [
    ['', best ? text('lookAnswer', text('lookBest'), best.label) : text('lookBest')],
    ...predictions.map(
      ({ index, label, probability }) =>
        [String(index), text('lookAnswer', label, percent(probability))] as const,
    ),
    ...labels.flatMap((label, index) => (answers.has(index) ? [] : [[String(index), label] as const])),
  ];
}

/** The layers whose output has height and width. The empty value is the last of them. */
export function lookLayers(layers: readonly LayerRow[]): Options {
  const withMaps = layers.filter(({ kind, outputShape }) => kind !== 'input' && outputShape.length === 4);
  return [
    ['', text('lookLastLayer')],
    ...withMaps
      .toReversed()
      .map(({ name, outputShape }) => [name, `${name}, ${shape(outputShape)}`] as const),
  ];
}

/** More than anybody scrolls through in a drop-down list. */
const MOST_OTHERS = 200;

/** The latest pictures that can stand beside an entry: classified with the same model, so that classes and layers fit. */
export function comparable(
  entry: ClassifiedEntry,
  entries: readonly ResultEntry[],
): readonly ClassifiedEntry[] {
  return entries
    .filter(isClassified)
    .filter(({ id, model }) => id !== entry.id && model === entry.model)
    .slice(-MOST_OTHERS);
}
