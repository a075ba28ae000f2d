import type { ModelRecord } from '../../shared/classification';
import type { TrainingCard } from '../weights/card/trainingCard';
import type { ModelFacts } from '../weights/modelFacts';
import type { Weights } from '../weights/tensorFile';

/** The formats that models can be written in, in the order in which people are offered them. */
export const EXPORT_FORMATS = ['keras', 'h5', 'safetensors', 'tfjs', 'savedmodel', 'onnx'] as const;
export type ExportFormatId = (typeof EXPORT_FORMATS)[number];

/** What a format is, for people and for whoever has to choose a name. No code that writes it. */
export interface ExportFormatInfo {
  readonly id: ExportFormatId;
  readonly title: string;
  /** One line for a list: who opens it. */
  readonly about: string;
  /** `.keras`; the empty word where the result is a folder. */
  readonly extension: string;
  readonly folder: boolean;
}

export const EXPORT_FORMAT_INFO: Readonly<Record<ExportFormatId, ExportFormatInfo>> = {
  keras: {
    id: 'keras',
    title: 'Keras 3 archive',
    about: 'the whole model for keras.models.load_model of Keras 3',
    extension: '.keras',
    folder: false,
  },
  h5: {
    id: 'h5',
    title: 'Keras HDF5',
    about: 'the whole model for load_model, and its weights for load_weights of keras.applications.Xception',
    extension: '.h5',
    folder: false,
  },
  safetensors: {
    id: 'safetensors',
    title: 'safetensors',
    about: 'the weights alone, under timm’s or PyTorch’s names',
    extension: '.safetensors',
    folder: false,
  },
  tfjs: {
    id: 'tfjs',
    title: 'TensorFlow.js layers model',
    about: 'a folder for tf.loadLayersModel, for web pages',
    extension: '',
    folder: true,
  },
  savedmodel: {
    id: 'savedmodel',
    title: 'TensorFlow SavedModel',
    about: 'a folder for TensorFlow Serving and tf.saved_model.load',
    extension: '',
    folder: true,
  },
  onnx: {
    id: 'onnx',
    title: 'ONNX',
    about: 'the whole model for ONNX Runtime and others, opset 17',
    extension: '.onnx',
    folder: false,
  },
};

/** A model that is to be written, with all its tensors in TensorFlow's layout. */
export interface ExportedModel {
  readonly record: ModelRecord;
  readonly facts: ModelFacts;
  readonly weights: Weights;
  /** How it was trained, where that happened here. */
  readonly training?: TrainingCard;
}

/** What a writer is told beside the model. */
export interface WriteOptions {
  /** Asked between two tensors. @throws XceptionError `cancelled` */
  readonly checkpoint: (doneBytes: number) => Promise<void>;
}

/**
 * Writes a model under a name: a file that does not exist yet, or an empty folder.
 *
 * @returns what the result's user must know to get the same answers; nothing where the file says it all
 */
export type ModelWriter = (
  model: ExportedModel,
  target: string,
  options: WriteOptions,
) => Promise<readonly string[]>;
