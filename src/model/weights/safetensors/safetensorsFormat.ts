import { XceptionError } from '../../../shared/xceptionError';
import type { Preprocessing } from '../../../shared/classification';
import { CARD_KEY, readModelCard } from '../card/modelCard';
import type { ModelStructure } from '../card/modelStructure';
import { FileBytes } from '../numbers/fileBytes';
import { asModelError } from '../numbers/modelErrors';
import { decodeTensor } from '../numbers/storedNumbers';
import { moduleEntry } from '../torch/moduleEntry';
import type { TensorEntry, WeightsFile, WeightsFormat } from '../weightsFormat';
import {
  headerLength,
  LENGTH_BYTES,
  readSafetensorsHeader,
  type SafetensorsTensor,
} from './safetensorsHeader';

const OPENING_BRACE = 0x7b;

/** Tensors behind a JSON header: what timm and Hugging Face publish weights in. */
export const safetensors: WeightsFormat = {
  id: 'safetensors',
  title: 'safetensors (.safetensors)',
  match: (head) => headerLength(head) !== undefined && head[LENGTH_BYTES] === OPENING_BRACE,
  open: async (file) => {
    const bytes = await FileBytes.open(file);
    try {
      const { tensors, metadata } = await readSafetensorsHeader(bytes);
      return new SafetensorsFile(bytes, tensors, metadata);
    } catch (thrown) {
      await bytes.close();
      throw asModelError(thrown, file);
    }
  },
};

class SafetensorsFile implements WeightsFile {
  readonly format = safetensors.title;
  readonly framework: 'keras' | 'pytorch';
  readonly entries: readonly TensorEntry[];
  readonly labels?: readonly string[];
  readonly preprocessing?: Partial<Preprocessing>;
  readonly structure?: ModelStructure;
  private readonly places: ReadonlyMap<string, SafetensorsTensor>;

  constructor(
    private readonly bytes: FileBytes,
    tensors: readonly SafetensorsTensor[],
    readonly metadata: Readonly<Record<string, string>>,
  ) {
    // The format says nothing about layouts; only the names tell whose they are.
    this.framework = tensors.some(({ name }) => name.includes('/')) ? 'keras' : 'pytorch';
    const entryOf = this.framework === 'keras' ? layerEntry : moduleEntry;
    this.entries = tensors.map(({ name, dtype, shape }) => entryOf(name, dtype, shape));
    Object.assign(this, readModelCard(metadata[CARD_KEY]));
    this.places = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  }

  async read({ name, dtype }: TensorEntry): Promise<Float32Array> {
    const place = this.places.get(name);
    if (!place) throw new XceptionError('internal', `${name} is no tensor of this file.`);
    const stored = await this.bytes.read(place.offset, place.bytes, `the tensor ${name}`);
    return decodeTensor(stored, dtype, name, this.bytes.file);
  }

  close(): Promise<void> {
    return this.bytes.close();
  }
}

/** A tensor under a name like Keras': `block1_conv1/kernel` is the `kernel` of the layer `block1_conv1`. */
function layerEntry(name: string, dtype: string, shape: readonly number[]): TensorEntry {
  const [variable = '', layerName = ''] = name.split('/').toReversed();
  return {
    name,
    layer: name.slice(0, Math.max(name.lastIndexOf('/'), 0)),
    layerName,
    variable,
    dtype,
    shape,
  };
}
