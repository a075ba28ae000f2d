import type { NetworkId } from './network';
import type { ErrorData } from './xceptionError';

/**
 * How pixels are resampled. The plain names are Pillow's filters, which Keras' `load_img` uses (`nearest` is its
 * default); `tf-bilinear` is `tf.image.resize` without antialiasing, which `image_dataset_from_directory` uses.
 */
export const RESIZE_METHODS = [
  'nearest',
  'bilinear',
  'bicubic',
  'box',
  'hamming',
  'lanczos',
  'tf-bilinear',
] as const;
export type ResizeMethod = (typeof RESIZE_METHODS)[number];

/** What happens to a picture whose sides are in another proportion than the network's input. */
export const FITS = ['stretch', 'crop', 'letterbox'] as const;
export type Fit = (typeof FITS)[number];

/** From bytes 0..255 to the numbers a network was trained on. */
export type Normalization =
  /** `x / 127.5 - 1`, Keras' mode "tf". */
  | { readonly kind: 'tf' }
  /** `(x / 255 - mean) / std` per channel, torchvision's and timm's way. */
  | { readonly kind: 'mean-std'; readonly mean: Rgb; readonly std: Rgb };

export type Rgb = readonly [number, number, number];

/** Everything between a decoded picture and the network's input. Belongs to a model: weights without it are half a model. */
export interface Preprocessing {
  readonly resize: ResizeMethod;
  readonly fit: Fit;
  /** With fit `crop`: the share of the shorter side that is kept (timm's `crop_pct`), 1 for all of it. */
  readonly cropFraction: number;
  readonly normalization: Normalization;
}

/** The parts of a {@link Preprocessing} that a user may choose for one run. */
export interface PreprocessingChoice {
  readonly resize?: ResizeMethod;
  readonly fit?: Fit;
}

/** Where a model's numbers come from. */
export type ModelSource =
  | { readonly kind: 'file'; readonly path: string }
  /** Weights by the published formula: they prove the arithmetic and know nothing. */
  | { readonly kind: 'untrained' };

/** What a caller asks the inference process to load; everything the file itself does not say may be given here. */
export interface ModelRequest {
  readonly id: string;
  readonly title: string;
  readonly source: ModelSource;
  readonly network: NetworkId;
  /** Labels by class index; without them the file's own, a list beside it, or `class 0` … are used. */
  readonly labels?: readonly string[];
  /** The classes are known to be those of the ImageNet challenge; without it, 1000 classes are only taken to be. */
  readonly classList?: 'imagenet';
  readonly preprocessing?: Partial<Preprocessing>;
  /** Input size for a source that does not fix one. */
  readonly input?: { readonly height: number; readonly width: number };
}

/** What the last layer gives: probabilities, raw scores, or one independent probability per class. */
export type OutputKind = 'softmax' | 'logits' | 'sigmoid';

/**
 * Conventions of the framework that weights were trained in, where they differ from the network's own. The same weights
 * under other conventions give other probabilities, so they travel together.
 */
export interface NetworkVariant {
  /** Batch norm's epsilon. */
  readonly epsilon: number;
  /** Of depthwise convolutions and max pooling: TensorFlow's "same", or PyTorch's pixels on each side. */
  readonly padding: 'same' | 1;
}

/** What is known of a loaded model: enough to describe it, run it and judge its answers. */
export interface ModelRecord {
  readonly id: string;
  readonly title: string;
  readonly network: NetworkId;
  readonly variant?: NetworkVariant;
  /** `untrained`, or the weights file's name. */
  readonly weights: string;
  readonly source: ModelSource;
  readonly input: { readonly height: number; readonly width: number };
  readonly classes: number;
  readonly labels: readonly string[];
  /** Whether {@link labels} are real names, those of ImageNet since there are 1000, or made up from the indices. */
  readonly labelsFrom: 'request' | 'file' | 'beside' | 'imagenet' | 'index';
  /** WordNet numbers of ImageNet's classes, in their order, where the list of them is on this machine. */
  readonly synsets?: readonly string[];
  readonly output: OutputKind;
  readonly preprocessing: Preprocessing;
  readonly params: number;
  /** False for untrained weights: their answers mean nothing and are shown so. */
  readonly trained: boolean;
  /** Things a user should know, such as weights that hold NaN. */
  readonly warnings: readonly string[];
}

export interface Prediction {
  readonly index: number;
  readonly label: string;
  /** ImageNet's name of the class: its WordNet number, `n02123045`. */
  readonly synset?: string;
  /** 0 to 1; over all classes they sum to 1, except with independent (sigmoid) outputs. */
  readonly probability: number;
  /** The raw score before softmax or sigmoid. */
  readonly logit?: number;
}

/** Milliseconds. `inference` is the picture's share of its batch. */
export interface Timings {
  readonly decode: number;
  readonly preprocess: number;
  readonly inference: number;
}

/** What the network was given for one picture. */
export interface InputReport {
  readonly width: number;
  readonly height: number;
  readonly resize: ResizeMethod;
  readonly crop: Fit;
}

export interface ImageClassification {
  readonly file: string;
  /** The classes with the highest probability, best first. */
  readonly predictions: readonly Prediction[];
  readonly input: InputReport;
  readonly timings: Timings;
  /** Size of the decoded picture, after EXIF orientation. */
  readonly picture: { readonly width: number; readonly height: number };
  /** Over all classes, in nats: 0 is certain, ln(classes) knows nothing. */
  readonly entropy: number;
}

export interface ImageFailure {
  readonly file: string;
  readonly error: ErrorData;
}

export type ImageResult = ImageClassification | ImageFailure;

/** Tells a failure from a classification. */
export function isFailure(result: ImageResult): result is ImageFailure {
  return 'error' in result;
}

/** The native library that computes. */
export interface BackendInfo {
  readonly name: 'tensorflow';
  /** libtensorflow's own version. */
  readonly version: string;
}
