import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ModelRecord, ModelRequest, OutputKind, Preprocessing } from '../../shared/classification';
import { DEFAULT_INPUT, checkInputSize } from '../arch/sizeNetwork';
import type { HeadLayer } from '../arch/networkGraph';
import { besideLabels } from '../labels/besideLabels';
import { chooseLabels } from '../labels/chooseLabels';
import { IMAGENET_SIZE } from '../labels/imagenetLabels';
import { parseSynsets } from '../labels/synsets';
import { classIndexFile } from './catalogue';
import type { ModelFacts } from './modelFacts';

/** What Keras does with a picture unless told otherwise: `load_img` resizes, `preprocess_input` scales. */
export const DEFAULT_PREPROCESSING: Preprocessing = {
  resize: 'nearest',
  fit: 'stretch',
  cropFraction: 1,
  normalization: { kind: 'tf' },
};

/**
 * A model's record: what its file says, completed by what the caller asked for and by a list of labels beside the file.
 *
 * @throws XceptionError `input-size`
 */
export async function modelRecord(facts: ModelFacts, request: ModelRequest): Promise<ModelRecord> {
  const { source } = request;
  const trained = source.kind === 'file';
  const input = facts.input ?? request.input ?? { height: DEFAULT_INPUT, width: DEFAULT_INPUT };
  checkInputSize(input);
  const classes = classesOf(facts.head);
  const { labels, labelsFrom, warnings } = chooseLabels(classes, {
    request: request.labels,
    classList: request.classList,
    file: facts.labels,
    beside: source.kind === 'file' ? await besideLabels(source.path) : undefined,
    trained,
  });
  const headless =
    classes === 0
      ? [
          'This file holds the backbone alone: it has no layer that classifies, so it gives features, not classes.',
        ]
      : [];
  return {
    id: request.id,
    title: request.title,
    network: facts.network,
    ...(facts.variant && { variant: facts.variant }),
    weights: source.kind === 'file' ? path.basename(source.path) : 'untrained',
    source,
    input: { height: input.height, width: input.width },
    classes,
    labels,
    labelsFrom,
    ...(labelsFrom === 'imagenet' && (await imagenetSynsets())),
    output: outputKind(facts.head),
    preprocessing: {
      ...DEFAULT_PREPROCESSING,
      ...facts.preprocessing,
      ...request.preprocessing,
      // A model that scales by itself does so whatever its user would like.
      ...(facts.normalization && { normalization: facts.normalization }),
    },
    params: facts.params,
    trained,
    warnings: [...headless, ...facts.warnings, ...warnings],
  };
}

/** WordNet numbers, where the class index has been fetched. */
async function imagenetSynsets(): Promise<Pick<ModelRecord, 'synsets'>> {
  const file = classIndexFile();
  const text = file === undefined ? '' : await readFile(file, 'utf8').catch(() => '');
  const synsets = parseSynsets(text);
  return synsets?.length === IMAGENET_SIZE ? { synsets } : {};
}

/** Units of the last dense layer; 0 for a model without one. */
function classesOf(head: readonly HeadLayer[]): number {
  return head.reduce((classes, { op }) => (op.kind === 'dense' ? op.units : classes), 0);
}

/** What the last activation makes of the scores. */
function outputKind(head: readonly HeadLayer[]): OutputKind {
  const last = head.findLast(({ op }) => op.kind !== 'dropout')?.op;
  const activation = last?.kind === 'dense' || last?.kind === 'activation' ? last.activation : 'linear';
  return activation === 'softmax' || activation === 'sigmoid' ? activation : 'logits';
}
