import type { Metadata, Sharp as Pipeline, SharpOptions } from 'sharp';
import { XceptionError } from '../../shared/xceptionError';
import { damagedPicture, tooManyPixels, unsupportedPicture } from './imageErrors';
import type { ImageFormat } from './imageFormat';
import { loadSharp, type Sharp } from './loadSharp';

/** A picture whose header was read, ready to be decoded. */
export interface OpenedPicture {
  /** Gives the picture upright, opaque (on white) and in sRGB. */
  readonly pipeline: Pipeline;
  /** Size as stored, before orientation. */
  readonly width: number;
  readonly height: number;
  readonly oriented: boolean;
  readonly frames: number;
  readonly alpha: boolean;
}

/**
 * Missing data and broken blocks are errors, stray bytes between the parts of a JPEG are not: half a picture must not be
 * classified, and Pillow draws the line at the same place.
 */
const STRICTNESS = 'error' satisfies SharpOptions['failOn'];

/** A drawing that takes longer than this is taken for hostile. */
const MAX_SECONDS = 120;

/** The longer side to which drawings are rendered: enough for any network's input, and the same for every drawing. */
const DRAWING_SIDE = 1024;

/** The density at which an SVG's user unit is one pixel. */
const SVG_DENSITY = 72;

/**
 * Reads the header of any format that sharp decodes, checks it, and sets up the decoding.
 *
 * @throws XceptionError `image-unreadable`, `image-unsupported`, `image-too-large`, `native-missing`
 */
export async function openWithSharp(
  bytes: Uint8Array,
  name: string,
  format: ImageFormat,
  maxPixels: number,
): Promise<OpenedPicture> {
  const sharp = await loadSharp();
  try {
    const density = format === 'svg' ? await drawingDensity(sharp, bytes) : SVG_DENSITY;
    const metadata = await readMetadata(sharp, bytes, density);
    const { width, height, depth, hasAlpha: alpha } = metadata;
    if (width * height > maxPixels) throw tooManyPixels(name, width, height, maxPixels);
    if (depth !== 'uchar' && depth !== 'ushort') {
      throw unsupportedPicture(name, `a picture with samples of type ${depth}`);
    }
    const pipeline = sharp(bytes, {
      failOn: STRICTNESS,
      limitInputPixels: maxPixels,
      // Profiles are left alone, except where the numbers mean inks.
      ignoreIcc: metadata.space !== 'cmyk',
      density,
    })
      .timeout({ seconds: MAX_SECONDS })
      .autoOrient()
      .toColourspace('srgb');
    return {
      pipeline: alpha ? pipeline.flatten({ background: '#ffffff' }) : pipeline,
      width,
      height,
      oriented: (metadata.orientation ?? 1) > 1,
      frames: metadata.pages ?? 1,
      alpha,
    };
  } catch (thrown) {
    throw decodingError(name, format, thrown);
  }
}

/** What sharp threw, as the error of this product. */
export function decodingError(name: string, format: ImageFormat, thrown: unknown): XceptionError {
  return thrown instanceof XceptionError ? thrown : damagedPicture(name, format, reasonOf(thrown), thrown);
}

/** Reads the header only. The limit on pixels is the caller's, whose message says more than sharp's. */
function readMetadata(sharp: Sharp, bytes: Uint8Array, density: number): Promise<Metadata> {
  return sharp(bytes, { limitInputPixels: false, density }).metadata();
}

/**
 * The density that renders a drawing with its longer side at {@link DRAWING_SIDE}. A drawing sized in user units grows
 * with the density, one sized in millimetres with its square, so the first try is measured and corrected.
 *
 * External references (files, network, entities, style sheets) are never followed: librsvg gets the bytes without an
 * address that they could be relative to, and then allows `data:` only.
 */
async function drawingDensity(sharp: Sharp, bytes: Uint8Array): Promise<number> {
  const natural = await readMetadata(sharp, bytes, SVG_DENSITY);
  const first = clampDensity((SVG_DENSITY * DRAWING_SIDE) / Math.max(natural.width, natural.height));
  const tried = await readMetadata(sharp, bytes, first);
  const excess = Math.max(tried.width, tried.height) / DRAWING_SIDE;
  return excess > 1.1 || excess < 0.9 ? clampDensity(first / Math.sqrt(excess)) : first;
}

/** sharp takes densities from 1 to 100 000. */
function clampDensity(density: number): number {
  return Math.min(Math.max(density, 1), 100_000);
}

/** The first thing libvips complained of, without its own repetitions. */
function reasonOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const line = message.split('\n').find((text) => text.trim() !== '') ?? 'no reason is given';
  return line.replace('Input buffer has corrupt header: ', '').trim().replace(/\.$/, '');
}
