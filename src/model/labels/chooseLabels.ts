import type { ModelRecord } from '../../shared/classification';
import { imagenetLabels, IMAGENET_SIZE } from './imagenetLabels';

export interface LabelSources {
  readonly request?: readonly string[] | undefined;
  readonly file?: readonly string[] | undefined;
  readonly beside?: { readonly file: string; readonly labels: readonly string[] | undefined } | undefined;
  /** A list that the model is known to have, whatever lies beside its file. */
  readonly classList?: 'imagenet' | undefined;
  /** Whether a head of 1000 classes may be taken for ImageNet's: only weights that were trained can be. */
  readonly trained: boolean;
}

/** Labels for a model's classes, and what to tell about them. */
export type ChosenLabels = Pick<ModelRecord, 'labels' | 'labelsFrom' | 'warnings'>;

/** The best labels there are: asked for, in the file, beside it, ImageNet's, or numbers. A list of another length is told and left. */
export function chooseLabels(
  classes: number,
  { request, file, beside, classList, trained }: LabelSources,
): ChosenLabels {
  const warnings: string[] = [];
  const fits = (labels: readonly string[] | undefined, where: string): labels is readonly string[] => {
    if (!labels) return false;
    if (labels.length === classes) return true;
    warnings.push(`${where} has ${labels.length} labels for ${classes} classes and is not used.`);
    return false;
  };
  if (beside && !beside.labels) warnings.push(`${beside.file} is no list of labels and is not used.`);
  if (fits(request, 'The given list')) return { labels: request, labelsFrom: 'request', warnings };
  if (classList === 'imagenet' && classes === IMAGENET_SIZE) {
    return { labels: imagenetLabels(), labelsFrom: 'imagenet', warnings };
  }
  if (fits(file, 'The model file')) return { labels: file, labelsFrom: 'file', warnings };
  const found = beside?.labels;
  if (fits(found, beside?.file ?? '')) return { labels: found, labelsFrom: 'beside', warnings };
  if (trained && classes === IMAGENET_SIZE) {
    warnings.push('The model names no classes. Since it has 1000, they are taken to be those of ImageNet.');
    return { labels: imagenetLabels(), labelsFrom: 'imagenet', warnings };
  }
  return {
    labels: Array.from({ length: classes }, (_, index) => `class ${index}`),
    labelsFrom: 'index',
    warnings,
  };
}
