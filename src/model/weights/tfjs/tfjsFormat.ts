import { stat } from 'node:fs/promises';
import path from 'node:path';
import { XceptionError } from '../../../shared/xceptionError';
import type { Preprocessing } from '../../../shared/classification';
import type { ModelStructure } from '../card/modelStructure';
import { CARD_KEY, readModelCard } from '../card/modelCard';
import { isRecord, recordAt, stringAt } from '../keras/json';
import type { KerasModelConfig } from '../keras/kerasModelConfig';
import { parseKerasConfig } from '../kerasConfig';
import { parseBoundedJson } from '../numbers/boundedJson';
import { FileBytes } from '../numbers/fileBytes';
import { asModelError, damaged, unsupported } from '../numbers/modelErrors';
import { decodeTensor } from '../numbers/storedNumbers';
import type { TensorEntry, WeightsFile, WeightsFormat } from '../weightsFormat';
import { dequantize } from './dequantize';
import { ownersByName } from './namedEntry';
import { readManifest, type TfjsGroup, type TfjsWeight } from './tfjsManifest';
import { TfjsShards } from './tfjsShards';

const MODEL = 'model.json';
/** A model of Xception has 150 kB. */
const MAX_JSON_BYTES = 32 * 2 ** 20;

type Json = Readonly<Record<string, unknown>>;

/** A Keras model for TensorFlow.js: `model.json`, and the files with weights that it lists beside it. */
export const tfjs: WeightsFormat = {
  id: 'tfjs',
  title: 'TensorFlow.js layers model (model.json)',
  match: async (head, file) => {
    const model = await modelFile(file);
    if (model === file && !startsObject(head)) return false;
    const json = await readJson(model).catch(() => ({}));
    return 'weightsManifest' in json || 'modelTopology' in json;
  },
  open: async (file) => {
    const model = await modelFile(file);
    try {
      return await openTfjs(await readJson(model), model);
    } catch (thrown) {
      throw asModelError(thrown, model);
    }
  },
};

/** The `model.json` of a folder; any other file is one itself. */
async function modelFile(file: string): Promise<string> {
  return (await stat(file)).isDirectory() ? path.join(file, MODEL) : file;
}

function startsObject(head: Uint8Array): boolean {
  return Buffer.from(head).toString('latin1').trimStart().startsWith('{');
}

async function readJson(file: string): Promise<Json> {
  const bytes = await FileBytes.open(file);
  try {
    if (bytes.size > MAX_JSON_BYTES) throw damaged(file, `it has ${bytes.size} bytes`);
    const json = parseBoundedJson(await bytes.read(0, bytes.size, 'it'), 'it', file);
    if (!isRecord(json)) throw damaged(file, 'it describes no model');
    return json;
  } finally {
    await bytes.close();
  }
}

async function openTfjs(json: Json, model: string): Promise<WeightsFile> {
  const topology = recordAt(json, 'modelTopology');
  if (json['format'] === 'graph-model' || 'node' in topology) {
    throw unsupported(
      model,
      'is a TensorFlow.js graph model: the layers it was made from are not in it',
      'Convert the Keras model again with --output_format=tfjs_layers_model, or open the Keras model itself.',
    );
  }
  // The converter keeps Keras' configuration under a key of its own; TensorFlow.js writes it in place.
  const config = 'model_config' in topology ? topology['model_config'] : topology;
  const groups = readManifest(json['weightsManifest'], model);
  const shards = await TfjsShards.locate(model, groups);
  return new TfjsFile(
    model,
    parseKerasConfig(JSON.stringify(config), model),
    groups,
    shards,
    versions(json, topology),
    recordAt(json, 'userDefinedMetadata')[CARD_KEY],
  );
}

class TfjsFile implements WeightsFile {
  readonly format = tfjs.title;
  readonly framework = 'keras';
  readonly entries: readonly TensorEntry[];
  readonly labels?: readonly string[];
  readonly preprocessing?: Partial<Preprocessing>;
  readonly structure?: ModelStructure;
  private readonly places = new Map<string, { readonly group: number; readonly weight: TfjsWeight }>();

  constructor(
    private readonly model: string,
    readonly config: KerasModelConfig,
    groups: readonly TfjsGroup[],
    private readonly shards: TfjsShards,
    readonly metadata: Readonly<Record<string, string>>,
    card: unknown,
  ) {
    const { labels, preprocessing, structure } = readModelCard(card);
    if (labels) this.labels = labels;
    if (preprocessing) this.preprocessing = preprocessing;
    if (structure) this.structure = structure;
    groups.forEach(({ weights }, group) => {
      for (const weight of weights) {
        if (this.places.has(weight.name)) throw damaged(model, `it has two weights named ${weight.name}`);
        this.places.set(weight.name, { group, weight });
      }
    });
    const ownerOf = ownersByName(config);
    this.entries = [...this.places.values()].map(({ weight: { name, shape, stored } }) => ({
      name,
      ...ownerOf(name),
      dtype: stored,
      shape,
    }));
  }

  get files(): readonly string[] {
    return [this.model, ...this.shards.files];
  }

  async read({ name }: TensorEntry): Promise<Float32Array> {
    const place = this.places.get(name);
    if (!place) throw new XceptionError('internal', `${name} is no tensor of this file.`);
    const { offset, bytes, stored, affine } = place.weight;
    const data = await this.shards.read(place.group, offset, bytes, `the weight ${name}`);
    return affine ? dequantize(data, stored, affine) : decodeTensor(data, stored, name, this.model);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function versions(json: Json, topology: Json): Readonly<Record<string, string>> {
  const found = {
    keras_version: stringAt(topology, 'keras_version'),
    generatedBy: stringAt(json, 'generatedBy'),
    convertedBy: stringAt(json, 'convertedBy'),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== ''));
}
