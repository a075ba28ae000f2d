import type { Preprocessing } from '../../shared/classification';
import type { KerasModelConfig } from './keras/kerasModelConfig';
import type { ModelStructure } from './card/modelStructure';

/** A tensor that a weights file holds. */
export interface TensorEntry {
  /** Its name or path in the file, unique there: what an error shows. */
  readonly name: string;
  /** The layer it belongs to: a {@link KerasModelConfig} layer's id where the file has a config, else the file's own name. */
  readonly layer: string;
  /** What the layer was called in the model, where a file without config tells. */
  readonly layerName?: string;
  /** `kernel`, `gamma`, … or the number that it has among the layer's variables. */
  readonly variable: string;
  /** `float32`, `float16`, … as stored. */
  readonly dtype: string;
  /** Shape in the framework's own layout. */
  readonly shape: readonly number[];
}

/** An opened weights file. Its tensors are read one by one, so that nobody has to hold them all. */
export interface WeightsFile {
  /** {@link WeightsFormat.title} of its format. */
  readonly format: string;
  readonly framework: 'keras' | 'pytorch';
  /** The model's tensors, in the framework's order of layers as far as the file tells; no optimizer's and no metric's. */
  readonly entries: readonly TensorEntry[];
  /** The model's structure, where the file holds it. */
  readonly config?: KerasModelConfig;
  /** Class names, where the file holds them. */
  readonly labels?: readonly string[];
  /** How pictures are to be prepared, where the file says it. */
  readonly preprocessing?: Partial<Preprocessing>;
  /** The model's structure in this product's own words, where the file was written by it and holds no config. */
  readonly structure?: ModelStructure;
  /** Whatever else the file says about itself: versions, dates. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The paths of all files that the model lies in; absent where it is the one that was opened. */
  readonly files?: readonly string[];
  /**
   * A tensor's numbers as float32, C order, in the stored layout.
   *
   * @throws XceptionError `model-unreadable` when they are not all there, `model-unsupported` for other numbers than floats
   */
  read(entry: TensorEntry): Promise<Float32Array>;
  close(): Promise<void>;
}

/** A kind of weights file. */
export interface WeightsFormat {
  readonly id: string;
  /** For people: `Keras 3 archive (.keras)`. */
  readonly title: string;
  /**
   * Whether a file is of this kind, judged by its content: extensions lie.
   *
   * @param head - the file's first {@link HEAD_BYTES} bytes, or all of a shorter file
   */
  match(head: Uint8Array, file: string): boolean | Promise<boolean>;
  /** @throws XceptionError `model-unreadable` or `model-unsupported` */
  open(file: string): Promise<WeightsFile>;
}

/** How much of a file {@link WeightsFormat.match} is shown. */
export const HEAD_BYTES = 4096;

/** Whether `head` starts with these bytes. */
export function startsWith(head: Uint8Array, signature: Uint8Array): boolean {
  return signature.every((byte, index) => head[index] === byte);
}
