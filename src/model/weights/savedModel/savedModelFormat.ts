import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { XceptionError } from '../../../shared/xceptionError';
import type { Preprocessing } from '../../../shared/classification';
import type { ModelStructure } from '../card/modelStructure';
import { readModelCard, SAVED_MODEL_CARD, type ReadCard } from '../card/modelCard';
import type { KerasModelConfig } from '../keras/kerasModelConfig';
import { asModelError, damaged, unsupported } from '../numbers/modelErrors';
import { decodeTensor } from '../numbers/storedNumbers';
import { ownersByName } from '../tfjs/namedEntry';
import { startsWith, type TensorEntry, type WeightsFile, type WeightsFormat } from '../weightsFormat';
import { readKerasMetadata } from './kerasMetadata';
import { readObjectGraph } from './objectGraph';
import { TensorBundle } from './tensorBundle';

const MODEL = 'saved_model.pb';
const METADATA = 'keras_metadata.pb';
const VARIABLES = path.join('variables', 'variables');
const OBJECT_GRAPH = '_CHECKPOINTABLE_OBJECT_GRAPH';

/** The message `SavedModel` begins with its schema's version, 1, and its first graph. Source: saved_model.proto. */
const SIGNATURE = Uint8Array.of(0x08, 0x01, 0x12);
const MAX_METADATA_BYTES = 32 * 2 ** 20;

/**
 * TensorFlow's SavedModel, a folder, as Keras 2 saved models in by default: their weights, and beside them what layers
 * they belong to. The graph itself is not read. Of what Keras 3 exports only the weights are left.
 */
export const savedModel: WeightsFormat = {
  id: 'saved-model',
  title: 'TensorFlow SavedModel (a folder)',
  match: async (head, file) => {
    if (path.basename(file) === MODEL && startsWith(head, SIGNATURE)) return true;
    const graph = await stat(path.join(file, MODEL)).catch(() => undefined);
    return graph?.isFile() === true;
  },
  open: async (file) => {
    const folder = path.basename(file) === MODEL ? path.dirname(path.resolve(file)) : file;
    try {
      return await openSavedModel(folder);
    } catch (thrown) {
      throw asModelError(thrown, folder);
    }
  },
};

async function openSavedModel(folder: string): Promise<WeightsFile> {
  const prefix = path.join(folder, VARIABLES);
  const [index, metadata] = await Promise.all(
    [`${prefix}.index`, path.join(folder, METADATA)].map((file) => stat(file).catch(() => undefined)),
  );
  if (!index) {
    throw unsupported(
      folder,
      'is a TensorFlow SavedModel without variables: its weights are frozen into a graph',
      'Open the .keras or .h5 file that it was made from.',
    );
  }
  if (metadata && metadata.size > MAX_METADATA_BYTES)
    throw damaged(folder, `its metadata have ${metadata.size} bytes`);
  const config = metadata && readKerasMetadata(await readFile(path.join(folder, METADATA)), folder);
  const bundle = await TensorBundle.open(prefix);
  const graph = await bundle.readText(OBJECT_GRAPH);
  if (!graph) {
    throw unsupported(
      folder,
      'is a SavedModel of TensorFlow 1, whose variables have no layers',
      'Open the .keras or .h5 file of the model instead.',
    );
  }
  const beside = [MODEL, ...(metadata ? [METADATA] : [])].map((name) => path.join(folder, name));
  const files = [...beside, ...bundle.files];
  return new SavedModelFile(folder, bundle, graph, config, await readCard(folder), files);
}

/** What the export wrote of a model into TensorFlow's place for what no graph needs. */
async function readCard(folder: string): Promise<ReadCard> {
  const file = path.join(folder, SAVED_MODEL_CARD);
  const info = await stat(file).catch(() => undefined);
  if (!info?.isFile() || info.size > MAX_METADATA_BYTES) return {};
  return readModelCard(await readFile(file, 'utf8'));
}

class SavedModelFile implements WeightsFile {
  readonly format = savedModel.title;
  readonly framework = 'keras';
  readonly config?: KerasModelConfig;
  readonly metadata = {};
  readonly labels?: readonly string[];
  readonly preprocessing?: Partial<Preprocessing>;
  readonly structure?: ModelStructure;
  readonly entries: readonly TensorEntry[];
  private readonly keys = new Map<string, string>();

  constructor(
    private readonly folder: string,
    private readonly bundle: TensorBundle,
    graph: Uint8Array,
    config: KerasModelConfig | undefined,
    { labels, preprocessing, structure }: ReadCard,
    readonly files: readonly string[],
  ) {
    if (labels) this.labels = labels;
    if (preprocessing) this.preprocessing = preprocessing;
    if (structure) this.structure = structure;
    if (config) this.config = config;
    const ownerOf = ownersByName(config);
    this.entries = readObjectGraph(graph).map(({ name: fullName, key }) => {
      const tensor = bundle.tensors.get(key);
      if (!tensor) throw damaged(folder, `its variable ${key} is not there`);
      const name = key.replace('/.ATTRIBUTES/VARIABLE_VALUE', '');
      this.keys.set(name, key);
      return { name, ...ownerOf(fullName), dtype: tensor.dtype, shape: tensor.shape };
    });
  }

  async read({ name, dtype }: TensorEntry): Promise<Float32Array> {
    const tensor = this.bundle.tensors.get(this.keys.get(name) ?? '');
    if (!tensor) throw new XceptionError('internal', `${name} is no tensor of this model.`);
    return decodeTensor(await this.bundle.read(tensor, name), dtype, name, this.folder);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
