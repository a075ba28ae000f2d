import type { Sharp as Pipeline } from 'sharp';
import type { Variant } from '../../shared/explainProtocol';
import { XceptionError } from '../../shared/xceptionError';
import { loadSharp } from './loadSharp';
import { CHANNELS, type Picture } from './picture';

/** The middle of the scale, which most networks see as nothing. */
const GREY = { r: 128, g: 128, b: 128 };

/**
 * A decoded picture, changed: turned, mirrored, cropped, brightened, blurred, compressed, in this order. The size stays,
 * unless it is cropped. How it is resized and fitted to the network is no change of the picture and is left to the caller.
 *
 * @param inputScale - pixels of the whole picture for one pixel of the network's input, in which the blur is given
 * @throws XceptionError `usage` for a number outside its range, `native-missing`
 */
export async function varyPicture(picture: Picture, variant: Variant, inputScale: number): Promise<Picture> {
  checkVariant(variant);
  const { flip, rotate = 0, crop = 1, brightness = 1, blur = 0, jpegQuality } = variant;
  let varied = picture;
  if (rotate % 360 !== 0) varied = await turn(varied, rotate);
  if (flip === 'horizontal') varied = await apply(varied, (pipeline) => pipeline.flop());
  if (flip === 'vertical') varied = await apply(varied, (pipeline) => pipeline.flip());
  if (crop < 1) varied = middleOf(varied, crop);
  if (brightness !== 1) varied = brighten(varied, brightness);
  if (blur > 0)
    varied = await apply(varied, (pipeline) => pipeline.blur(blurSigma(blur * inputScale * crop)));
  return jpegQuality === undefined ? varied : compress(varied, jpegQuality);
}

/** @throws XceptionError `usage` */
export function checkVariant(variant: Variant): void {
  const { id, rotate = 0, crop = 1, brightness = 1, blur = 0, jpegQuality = 1 } = variant;
  const rules: readonly (readonly [string, boolean, string])[] = [
    ['rotate', Number.isFinite(rotate), 'degrees'],
    ['crop', crop >= 0.01 && crop <= 1, 'a share of the sides from 0.01 to 1'],
    ['brightness', brightness > 0 && brightness <= 100, 'a factor above 0 and up to 100'],
    ['blur', blur >= 0 && blur <= 100, 'from 0 to 100 pixels of the input'],
    [
      'jpegQuality',
      Number.isInteger(jpegQuality) && jpegQuality >= 1 && jpegQuality <= 100,
      'whole, 1 to 100',
    ],
  ];
  const broken = rules.find(([, kept]) => !kept);
  if (broken)
    throw new XceptionError('usage', `The variant "${id}" has no usable ${broken[0]}: it is ${broken[2]}.`);
}

/** About the middle, without growing: what turns out of the frame is lost, what turns in is grey. */
async function turn(picture: Picture, degrees: number): Promise<Picture> {
  const sharp = await loadSharp();
  const { width, height } = picture;
  const turned = await open(sharp, picture)
    .rotate(degrees, { background: GREY })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const grown = { width: turned.info.width, height: turned.info.height };
  // A quarter turn of a picture that is not square leaves stripes at two sides.
  const onGrey = new Uint8Array(width * height * CHANNELS).fill(GREY.r);
  const left = Math.floor((grown.width - width) / 2);
  const top = Math.floor((grown.height - height) / 2);
  for (let y = Math.max(0, -top); y < Math.min(height, grown.height - top); y++) {
    const from = Math.max(0, left);
    const to = Math.max(0, -left);
    const count = Math.min(grown.width - from, width - to);
    const start = ((y + top) * grown.width + from) * CHANNELS;
    onGrey.set(turned.data.subarray(start, start + count * CHANNELS), (y * width + to) * CHANNELS);
  }
  return { width, height, data: onGrey };
}

/** The middle of a picture; a pixel at least. */
function middleOf({ width, height, data }: Picture, share: number): Picture {
  const [across, down] = [width, height].map((side) => Math.max(1, Math.round(side * share))) as [
    number,
    number,
  ];
  const left = Math.floor((width - across) / 2);
  const top = Math.floor((height - down) / 2);
  const middle = new Uint8Array(across * down * CHANNELS);
  for (let y = 0; y < down; y++) {
    const start = ((y + top) * width + left) * CHANNELS;
    middle.set(data.subarray(start, start + across * CHANNELS), y * across * CHANNELS);
  }
  return { width: across, height: down, data: middle };
}

function brighten({ width, height, data }: Picture, factor: number): Picture {
  const table = Uint8ClampedArray.from({ length: 256 }, (_, value) => value * factor);
  return { width, height, data: data.map((value) => table[value] ?? 0) };
}

/** sharp takes no less than 0.3. */
function blurSigma(sigma: number): number {
  return Math.min(Math.max(sigma, 0.3), 1000);
}

async function compress(picture: Picture, quality: number): Promise<Picture> {
  const sharp = await loadSharp();
  const { width, height } = picture;
  const jpeg = await open(sharp, picture).jpeg({ quality }).toBuffer();
  return { width, height, data: new Uint8Array(await sharp(jpeg).toColourspace('srgb').raw().toBuffer()) };
}

async function apply(picture: Picture, change: (pipeline: Pipeline) => Pipeline): Promise<Picture> {
  const { width, height } = picture;
  const data = await change(open(await loadSharp(), picture))
    .raw()
    .toBuffer();
  return { width, height, data: new Uint8Array(data) };
}

function open(sharp: Awaited<ReturnType<typeof loadSharp>>, { width, height, data }: Picture): Pipeline {
  return sharp(data, { raw: { width, height, channels: CHANNELS } });
}
