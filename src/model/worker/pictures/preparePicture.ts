import { performance } from 'node:perf_hooks';
import type { Preprocessing } from '../../../shared/classification';
import type { InputSize } from '../../arch/sizeNetwork';
import { augmentPicture, type PictureAugmentation } from '../../image/augmentPicture';
import { decodeImage } from '../../image/decodeImage';
import { prepareImage } from '../../image/prepareImage';

/** A picture file, and how a network wants it. */
export interface PictureJob {
  readonly file: string;
  readonly input: InputSize;
  readonly preprocessing: Preprocessing;
  /** A change before it is fitted to the network, for training. */
  readonly augmentation?: PictureAugmentation;
}

/** A picture that is ready for the network. */
export interface PreparedPicture {
  /** `[height, width, 3]`, normalised. */
  readonly values: Float32Array<ArrayBuffer>;
  /** Size of the decoded picture. */
  readonly picture: { readonly width: number; readonly height: number };
  /** Milliseconds. */
  readonly decode: number;
  readonly preprocess: number;
}

/** @throws XceptionError what decoding throws */
export async function preparePicture({
  file,
  input,
  preprocessing,
  augmentation,
}: PictureJob): Promise<PreparedPicture> {
  const start = performance.now();
  const decoding = await decodeImage(file);
  const picture = augmentation ? await augmentPicture(decoding.picture, augmentation) : decoding.picture;
  const decoded = performance.now();
  const { values } = prepareImage(picture, input, preprocessing);
  return {
    values,
    picture: { width: picture.width, height: picture.height },
    decode: decoded - start,
    preprocess: performance.now() - decoded,
  };
}
