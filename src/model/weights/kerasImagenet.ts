import { statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A file that somebody publishes at an address of the web. */
export interface PublishedFile {
  readonly kind: 'web';
  readonly name: string;
  readonly address: string;
  readonly bytes: number;
  readonly md5: string;
  readonly licence: string;
}

/** Where Keras keeps its weights (keras/src/applications/xception.py, `WEIGHTS_PATH`). */
const FOLDER = 'https://storage.googleapis.com/tensorflow/keras-applications/xception/';
/** What the documentation of keras.applications says of these weights. */
const LICENCE = 'Trained by the author of Keras and released under the MIT license.';

/** The paper's network with its head of 1000 classes; name, address and MD5 as in Keras' source. */
export const KERAS_IMAGENET = published(
  'xception_weights_tf_dim_ordering_tf_kernels.h5',
  91_884_032,
  '0a58e3b7378bc2990ea3b43d5981f1f6',
);

/** The same without the head (`WEIGHTS_PATH_NO_TOP`). */
export const KERAS_IMAGENET_NOTOP = published(
  'xception_weights_tf_dim_ordering_tf_kernels_notop.h5',
  83_683_744,
  'b0042744bf5b25fce3cb969f33bebb97',
);

/** The classes of ImageNet by index, each with its WordNet number and name (keras/src/applications/imagenet_utils.py). */
export const KERAS_CLASS_INDEX: PublishedFile = {
  kind: 'web',
  name: 'imagenet_class_index.json',
  address: 'https://storage.googleapis.com/download.tensorflow.org/data/imagenet_class_index.json',
  bytes: 35_363,
  md5: 'c2c37ea517e94d9795004a39431a14cb',
  licence: LICENCE,
};

function published(name: string, bytes: number, md5: string): PublishedFile {
  return { kind: 'web', name, address: FOLDER + name, bytes, md5, licence: LICENCE };
}

/**
 * Where Keras puts a weights file that it fetches: `KERAS_HOME/models`, by default in `~/.keras`.
 *
 * @returns the path, whether or not the file exists
 */
export function kerasCopy(
  { name }: PublishedFile,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  home: string = os.homedir(),
): string {
  const own = environment['KERAS_HOME'];
  return path.join(own ? path.resolve(own) : path.join(home, '.keras'), 'models', name);
}

/** Whether a file is there in full, by its size: one that was cut off is not. */
export function isWhole(file: string, { bytes }: PublishedFile): boolean {
  return statSync(file, { throwIfNoEntry: false })?.size === bytes;
}
