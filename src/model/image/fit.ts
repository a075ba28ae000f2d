import type { Preprocessing } from '../../shared/classification';
import { wholeOf, type FloatPicture, type Picture, type Region } from './picture';
import { resizePicture } from './resize';

/** A network's input, in pixels. */
export interface InputSize {
  readonly height: number;
  readonly width: number;
}

/** A picture brought to a network's input size. */
export interface FittedPicture {
  readonly picture: Picture | FloatPicture;
  /** Where `picture` lies within the input; all of it, except for a letterbox. */
  readonly content: Region;
  /** The part of the original that `content` shows, in its pixels (not always whole ones). */
  readonly source: Region;
}

/**
 * Brings a picture to the input's size.
 *
 * - `stretch` resizes and gives up the proportions: Keras' `load_img(target_size=…)` and `image_dataset_from_directory`.
 * - `crop` with `cropFraction` 1 keeps the largest centred part that has the input's proportions, then resizes it: Keras'
 *   `load_img(keep_aspect_ratio=True)` (keras/src/utils/image_utils.py; Pillow's filters look over the part's edges) and,
 *   with `tf-bilinear`, `smart_resize`, which is `image_dataset_from_directory(crop_to_aspect_ratio=True)`.
 * - `crop` with a smaller `cropFraction` resizes so that the shorter side is `floor(input / cropFraction)`, then cuts the
 *   input out of the middle: timm's evaluation transform (timm/data/transforms_factory.py, `transforms_imagenet_eval`;
 *   torchvision's `Resize` and `CenterCrop`, with Python's rounding of halves to even).
 * - `letterbox` resizes so that all of the picture fits, and centres it; an odd pixel of padding goes to the right or the
 *   bottom. The sizes are those of timm's `crop_mode="border"`; what fills the border is up to the caller.
 */
export function fitPicture(
  picture: Picture,
  input: InputSize,
  how: Pick<Preprocessing, 'resize' | 'fit' | 'cropFraction'>,
): FittedPicture {
  const { width, height } = input;
  if (how.fit === 'letterbox') return letterbox(picture, input, how.resize);
  if (how.fit === 'crop' && how.cropFraction < 1) return cropAfterResize(picture, input, how);
  const source = how.fit === 'crop' ? largestCentered(picture, input) : wholeOf(picture);
  return {
    picture: resizePicture(picture, width, height, how.resize, { region: source }),
    content: wholeOf(input),
    source,
  };
}

function largestCentered({ width, height }: Picture, input: InputSize): Region {
  const cropWidth = clamp(Math.floor((height * input.width) / input.height), 1, width);
  const cropHeight = clamp(Math.floor((width * input.height) / input.width), 1, height);
  return {
    left: Math.floor((width - cropWidth) / 2),
    top: Math.floor((height - cropHeight) / 2),
    width: cropWidth,
    height: cropHeight,
  };
}

function cropAfterResize(
  picture: Picture,
  input: InputSize,
  { resize, cropFraction }: Pick<Preprocessing, 'resize' | 'cropFraction'>,
): FittedPicture {
  const target: InputSize = {
    width: Math.floor(input.width / cropFraction),
    height: Math.floor(input.height / cropFraction),
  };
  const scaled =
    target.width === target.height
      ? shorterSideTo(target.width, picture)
      : scaledBy(Math.min(picture.width / target.width, picture.height / target.height), picture);
  const window: Region = {
    left: roundHalfToEven((scaled.width - input.width) / 2),
    top: roundHalfToEven((scaled.height - input.height) / 2),
    width: input.width,
    height: input.height,
  };
  const across = picture.width / scaled.width;
  const down = picture.height / scaled.height;
  return {
    picture: resizePicture(picture, scaled.width, scaled.height, resize, { window }),
    content: wholeOf(input),
    source: {
      left: window.left * across,
      top: window.top * down,
      width: window.width * across,
      height: window.height * down,
    },
  };
}

/** torchvision's `Resize(size)`: the longer side is cut off to a whole number, not rounded. */
function shorterSideTo(size: number, { width, height }: Picture): InputSize {
  return width <= height
    ? { width: size, height: Math.trunc((size * height) / width) }
    : { width: Math.trunc((size * width) / height), height: size };
}

/** timm's `ResizeKeepRatio`. */
function scaledBy(ratio: number, { width, height }: Picture): InputSize {
  return { width: roundHalfToEven(width / ratio), height: roundHalfToEven(height / ratio) };
}

function letterbox(picture: Picture, input: InputSize, method: Preprocessing['resize']): FittedPicture {
  const ratio = Math.max(picture.width / input.width, picture.height / input.height);
  const scaled = scaledBy(ratio, picture);
  // A very long picture would be rounded to no pixels at all.
  const width = clamp(scaled.width, 1, input.width);
  const height = clamp(scaled.height, 1, input.height);
  return {
    picture: resizePicture(picture, width, height, method),
    content: {
      left: Math.floor((input.width - width) / 2),
      top: Math.floor((input.height - height) / 2),
      width,
      height,
    },
    source: wholeOf(picture),
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** Python's `round`. */
function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
