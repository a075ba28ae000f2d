import path from 'node:path';
import type { Preprocessing } from '../../../shared/classification';
import { XceptionError } from '../../../shared/xceptionError';
import type { Hdf5Dataset } from '../hdf5/hdf5Dataset';
import { HDF5_SIGNATURE, Hdf5File } from '../hdf5/hdf5File';
import type { ModelStructure } from '../card/modelStructure';
import { CARD_KEY, readModelCard, type ReadCard } from '../card/modelCard';
import { parseKerasConfig } from '../kerasConfig';
import { startsWith, type TensorEntry, type WeightsFile, type WeightsFormat } from '../weightsFormat';
import { layerListEntries, layerTreeEntries, type KerasEntry } from './kerasLayout';
import type { KerasModelConfig } from './kerasModelConfig';

/** Keras' HDF5 files: whole models of Keras 2 and 3 (`.h5`), and weights alone (`.h5`, `.weights.h5`). */
export const kerasHdf5: WeightsFormat = {
  id: 'keras-hdf5',
  title: 'Keras HDF5 (.h5, .weights.h5)',
  match: (head) => startsWith(head, HDF5_SIGNATURE),
  open: async (file) => openKerasHdf5(await Hdf5File.open(file), file),
};

/** What a Keras archive adds to the weights inside it. */
export interface Surroundings {
  readonly format?: string;
  readonly config?: KerasModelConfig;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly card?: ReadCard | undefined;
}

/**
 * The weights in an HDF5 file, whichever of Keras' two layouts it has.
 *
 * @throws XceptionError `model-unreadable` for an HDF5 file that Keras did not write
 */
export function openKerasHdf5(hdf5: Hdf5File, file: string, surroundings: Surroundings = {}): WeightsFile {
  try {
    const text = hdf5.text('', 'model_config');
    const config = surroundings.config ?? (text === undefined ? undefined : parseKerasConfig(text, file));
    const listed = layerListEntries(hdf5, config);
    const entries = listed ?? layerTreeEntries(hdf5, config);
    if (!entries) {
      throw new XceptionError(
        'model-unreadable',
        `${path.basename(file)} is an HDF5 file, but not one that Keras wrote: it lists no layers. Choose a Keras model file.`,
      );
    }
    const layout = listed
      ? config
        ? 'Keras HDF5 model (.h5)'
        : 'Keras HDF5 weights (.h5)'
      : 'Keras 3 weights (.weights.h5)';
    const metadata = { ...versions(hdf5), ...surroundings.metadata };
    const card = surroundings.card ?? readModelCard(hdf5.text('', CARD_KEY));
    return new KerasWeightsFile(hdf5, surroundings.format ?? layout, entries, config, metadata, card);
  } catch (thrown) {
    hdf5.close();
    throw thrown;
  }
}

class KerasWeightsFile implements WeightsFile {
  readonly framework = 'keras';
  readonly config?: KerasModelConfig;
  readonly labels?: readonly string[];
  readonly preprocessing?: Partial<Preprocessing>;
  readonly structure?: ModelStructure;
  private readonly datasets: ReadonlyMap<string, Hdf5Dataset>;

  constructor(
    private readonly hdf5: Hdf5File,
    readonly format: string,
    readonly entries: readonly KerasEntry[],
    config: KerasModelConfig | undefined,
    readonly metadata: Readonly<Record<string, string>>,
    { labels, preprocessing, structure }: ReadCard,
  ) {
    if (config) this.config = config;
    if (labels) this.labels = labels;
    if (preprocessing) this.preprocessing = preprocessing;
    if (structure) this.structure = structure;
    this.datasets = new Map(entries.map(({ name, dataset }) => [name, dataset]));
  }

  // The library is synchronous: what it throws must still come out of the promise.
  // eslint-disable-next-line @typescript-eslint/require-await
  async read(entry: TensorEntry): Promise<Float32Array> {
    const dataset = this.datasets.get(entry.name);
    if (!dataset) throw new XceptionError('internal', `${entry.name} is no tensor of this file.`);
    return this.hdf5.read(dataset);
  }

  close(): Promise<void> {
    this.hdf5.close();
    return Promise.resolve();
  }
}

function versions(hdf5: Hdf5File): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of ['keras_version', 'backend']) {
    const value = hdf5.text('', name) ?? hdf5.text('model_weights', name);
    if (value !== undefined) found[name] = value;
  }
  return found;
}
