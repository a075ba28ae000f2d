import type { ImageClassification, ModelRecord, Prediction } from '../../../shared/classification';

/** What a model said of a content: an {@link ImageClassification} without the file's name and the labels. */
interface Summary extends Omit<ImageClassification, 'file' | 'predictions'> {
  readonly predictions: readonly Pick<Prediction, 'index' | 'probability' | 'logit'>[];
}

export function summaryText({ file: _file, predictions, ...rest }: ImageClassification): string {
  const summary: Summary = {
    ...rest,
    predictions: predictions.map(({ index, probability, logit }) => ({
      index,
      probability,
      ...(logit !== undefined && { logit }),
    })),
  };
  return JSON.stringify(summary);
}

/** @param topK - predictions wanted of those that are kept */
export function classificationFrom(
  text: string,
  file: string,
  { labels, synsets }: Pick<ModelRecord, 'labels' | 'synsets'>,
  topK: number,
): ImageClassification {
  const { predictions, ...rest } = JSON.parse(text) as Summary;
  return {
    file,
    ...rest,
    predictions: predictions.slice(0, topK).map((prediction) => ({
      ...prediction,
      label: labels[prediction.index] ?? `class ${prediction.index}`,
      ...(synsets?.[prediction.index] !== undefined && { synset: synsets[prediction.index] }),
    })),
  };
}
