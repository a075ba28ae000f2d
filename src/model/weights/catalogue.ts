import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ModelRequest, Preprocessing } from '../../shared/classification';
import type { NetworkId } from '../../shared/network';
import { XceptionError } from '../../shared/xceptionError';
import { cacheFolder } from '../cacheFolder';
import { NETWORK_IDS, networks } from '../arch/buildNetwork';
import { didYouMean } from '../../shared/suggest';
import {
  isWhole,
  kerasCopy,
  KERAS_CLASS_INDEX,
  KERAS_IMAGENET,
  KERAS_IMAGENET_NOTOP,
  type PublishedFile,
} from './kerasImagenet';
import { SAMPLE_PACKAGE, type PythonPackage } from './samplePackage';

export type { PublishedFile, PythonPackage };

/** A model that is known by a short name. */
export interface CatalogueEntry {
  readonly id: string;
  readonly title: string;
  readonly network: NetworkId;
  /** Where the file lies, or will lie once it has been fetched. */
  readonly file: string;
  /** What is removed when the model is: a folder of its own in the cache folder. */
  readonly folder: string;
  /** 0 for a backbone. */
  readonly classes: number;
  readonly labels?: readonly string[];
  readonly classList?: 'imagenet';
  /** A list of its classes that is fetched with it; names are known without. */
  readonly classIndex?: PublishedFile;
  /** From where it is fetched. */
  readonly download: PublishedFile | PythonPackage;
  readonly preprocessing: Partial<Preprocessing>;
  /** One sentence for a list. */
  readonly about: string;
}

/** The models with a name of their own. What each needs is in its entry; whether it is there, {@link isFetched} says. */
export function catalogue(): readonly CatalogueEntry[] {
  const kitchenware = modelFolder('kitchenware');
  return [
    {
      id: 'kitchenware',
      title: 'Kitchenware (sample model)',
      network: 'paper',
      folder: kitchenware,
      file: path.join(kitchenware, 'kitchenware.keras'),
      classes: 6,
      download: SAMPLE_PACKAGE,
      labels: ['cup', 'fork', 'glass', 'knife', 'plate', 'spoon'],
      // Its training script reads pictures with load_img's defaults.
      preprocessing: { resize: 'nearest', fit: 'stretch' },
      about: 'The ImageNet backbone of Keras, fine-tuned on photographs of six kitchen utensils.',
    },
    {
      ...keras('imagenet', KERAS_IMAGENET),
      title: 'ImageNet (weights of Keras)',
      classes: 1000,
      classList: 'imagenet',
      classIndex: KERAS_CLASS_INDEX,
      about:
        'The weights that Keras publishes for the network of the paper: 1000 classes of everyday things.',
    },
    {
      ...keras('imagenet-notop', KERAS_IMAGENET_NOTOP),
      title: 'ImageNet backbone (weights of Keras)',
      classes: 0,
      about: 'The same without the last layer: features instead of classes, to look inside and to fine-tune.',
    },
  ];
}

/** What both files of Keras have in common. A copy that Keras has fetched for itself is used where it lies. */
function keras(
  id: string,
  download: PublishedFile,
): Pick<CatalogueEntry, 'id' | 'network' | 'folder' | 'file' | 'download' | 'preprocessing'> {
  const folder = modelFolder(id);
  const own = path.join(folder, download.name);
  const copy = kerasCopy(download);
  const file = !isWhole(own, download) && isWhole(copy, download) ? copy : own;
  return {
    id,
    network: 'paper',
    folder,
    file,
    download,
    // As Keras' own examples prepare pictures for it: load_img(path, target_size) and preprocess_input, mode "tf".
    preprocessing: { resize: 'nearest', fit: 'stretch', normalization: { kind: 'tf' } },
  };
}

/** Where ImageNet's class index lies, fetched with the weights or by Keras; undefined where it does not. */
export function classIndexFile(): string | undefined {
  const own = path.join(modelFolder('imagenet'), KERAS_CLASS_INDEX.name);
  return [own, kerasCopy(KERAS_CLASS_INDEX)].find((file) => isWhole(file, KERAS_CLASS_INDEX));
}

function modelFolder(id: string): string {
  return path.join(cacheFolder(), 'models', id);
}

/** Whether the model's file is on this machine, and whole as far as its size tells. */
export function isFetched({ file, download }: CatalogueEntry): boolean {
  return download.kind === 'web' ? isWhole(file, download) : existsSync(file);
}

/** Whether the file in use is one that Keras fetched: it is not ours to remove. */
export function isKerasCopy({ file, download }: CatalogueEntry): boolean {
  return download.kind === 'web' && file === kerasCopy(download);
}

/** What to load for a catalogue entry. */
export function requestFor(entry: CatalogueEntry): ModelRequest {
  const { id, title, network, file, labels, classList, preprocessing } = entry;
  return {
    id,
    title,
    network,
    source: { kind: 'file', path: file },
    ...(labels && { labels }),
    ...(classList && { classList }),
    preprocessing,
  };
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
      `The model "${entry.id}" is not on this machine yet. ${howToFetch(entry)}, or choose a model file of your own.`,
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

function howToFetch({ id, download }: CatalogueEntry): string {
  return `Fetch it (${Math.round(download.bytes / 1e6)} MB) with "xception models fetch ${id}"`;
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

const UNTRAINED = 'untrained:';

/**
 * What to load for a model as people and programs name it: an id, a file's path, or `untrained:NETWORK`.
 *
 * @throws XceptionError `model-missing` when there is none of that name; `usage` for a network that is not known
 */
export function namedModel(name: string, network?: NetworkId): ModelRequest {
  if (!name.startsWith(UNTRAINED)) return resolveModel(name, network);
  const untrained = untrainedNetwork(name);
  if (untrained) return untrainedModel(untrained);
  const given = name.slice(UNTRAINED.length);
  throw new XceptionError(
    'usage',
    `The network of the untrained weights cannot be "${given}": it is one of ${NETWORK_IDS.join(', ')}.${didYouMean(given, NETWORK_IDS)}`,
  );
}

/** The network of a name such as `untrained:paper`; undefined for other names. */
export function untrainedNetwork(name: string): NetworkId | undefined {
  return NETWORK_IDS.find((network) => name === `${UNTRAINED}${network}`);
}
