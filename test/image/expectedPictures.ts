import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { decodeImage } from '../../src/model/image/decodeImage';
import type { Picture } from '../../src/model/image/picture';
import type { ResizeMethod } from '../../src/shared/classification';
import { fixture } from '../support/paths';

interface Expected {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly sha256: string;
}

interface ExpectedPictures {
  readonly decoded: readonly Expected[];
  readonly resized: readonly (Expected & { readonly method: ResizeMethod })[];
  readonly kerasCrops: readonly (Expected & { readonly method: ResizeMethod })[];
  readonly timmCrops: readonly (Expected & {
    readonly method: ResizeMethod;
    readonly cropFraction: number;
  })[];
  readonly letterboxes: readonly Expected[];
  readonly tensorflow: readonly (Expected & { readonly crop: boolean; readonly float32?: string })[];
  readonly normalized: { readonly tf: string; readonly 'mean-std': string };
  readonly prepared: Expected;
}

/** What Pillow, Keras and TensorFlow gave: see test/fixtures/image/make_fixtures.py. */
export const expected = JSON.parse(
  readFileSync(fixture('image', 'expected.json'), 'utf8'),
) as unknown as ExpectedPictures;

/** Path of a picture under test/fixtures/image. */
export function pictureFile(name: string): string {
  return fixture('image', name);
}

const opened = new Map<string, Promise<Picture>>();

/** A decoded fixture; each is decoded once. */
export function openPicture(name: string): Promise<Picture> {
  const picture = opened.get(name) ?? decodeImage(pictureFile(name)).then((decoded) => decoded.picture);
  opened.set(name, picture);
  return picture;
}

/** SHA-256 of the bytes of an array, as hexadecimal digits. */
export function sha256(data: Uint8Array | Float32Array): string {
  return createHash('sha256')
    .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    .digest('hex');
}

/** Groups rows, so that a test can be named after each group. */
export function groupBy<T>(rows: readonly T[], key: (row: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return [...groups];
}
