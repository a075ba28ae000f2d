import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ModelRequest, Preprocessing } from '../../shared/classification';
import type { NetworkId } from '../../shared/network';
import { XceptionError } from '../../shared/xceptionError';
import { cacheFolder } from '../cacheFolder';
import { networks } from '../arch/buildNetwork';

/** A model that is known by a short name. */
export interface CatalogueEntry {
  readonly id: string;
  readonly title: string;
  readonly network: NetworkId;
  /** Where the file lies once it has been fetched. */
  readonly file: string;
  readonly labels: readonly string[];
  readonly preprocessing: Partial<Preprocessing>;
  /** One sentence for a list. */
  readonly about: string;
}

/** The models with a name of their own. What each needs is in its entry; whether it is there, {@link isFetched} says. */
export function catalogue(): readonly CatalogueEntry[] {
  return [
    {
      id: 'kitchenware',
      title: 'Kitchenware (sample model)',
      network: 'paper',
      file: path.join(cacheFolder(), 'models', 'kitchenware', 'kitchenware.keras'),
      labels: ['cup', 'fork', 'glass', 'knife', 'plate', 'spoon'],
      // Its training script reads pictures with load_img's defaults.
      preprocessing: { resize: 'nearest', fit: 'stretch' },
      about: 'The ImageNet backbone of Keras, fine-tuned on photographs of six kitchen utensils.',
    },
  ];
}

/** Whether the model's file is on this machine. */
export function isFetched(entry: CatalogueEntry): boolean {
  return existsSync(entry.file);
}

/** What to load for a catalogue entry. */
export function requestFor(entry: CatalogueEntry): ModelRequest {
  const { id, title, network, file, labels, preprocessing } = entry;
  return { id, title, network, source: { kind: 'file', path: file }, labels, preprocessing };
}

/**
 * What to load for a model's id or a weights file's path. The network is only a first guess for a file: reading it
 * tells.
 *
 * @throws XceptionError `model-missing` when neither a catalogue id nor a file of that name exists
 */
export function resolveModel(model: string, network: NetworkId = 'paper'): ModelRequest {
  const entry = catalogue().find(({ id }) => id === model);
  if (entry) {
    if (isFetched(entry)) return requestFor(entry);
    throw new XceptionError(
      'model-missing',
      `The model "${entry.id}" is not on this machine yet. Fetch it with "npm run setup" or choose a model file of your own.`,
    );
  }
  const file = path.resolve(model);
  if (!existsSync(file)) {
    const known = catalogue().map(({ id }) => id);
    throw new XceptionError(
      'model-missing',
      `There is no model file ${file}, and no model of that name is known (${known.join(', ')}).`,
    );
  }
  const id = path.basename(file);
  return { id, title: id, network, source: { kind: 'file', path: file } };
}

/** A network with weights by formula: it runs at once, and its answers mean nothing. */
export function untrainedModel(network: NetworkId): ModelRequest {
  return {
    id: `${network}-untrained`,
    title: `${networks[network].title}, untrained`,
    network,
    source: { kind: 'untrained' },
  };
}
