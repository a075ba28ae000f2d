import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { fixture } from '../../support/paths';

/** What every tenth picture is, in turn, and what is told of it; undefined where it is unusual and still a picture. */
export const KINDS = [
  ['cut off', 'image-unreadable'],
  ['wrong ending', undefined],
  ['empty', 'image-unreadable'],
  ['20000 pixels wide', undefined],
  ['animated', undefined],
  ['CMYK', undefined],
  ['16 bits', undefined],
  ['turned by EXIF', undefined],
  ['not to be read', 'file-unreadable'],
  ['text', 'image-unreadable'],
  ['declaring 3600 million pixels', 'image-too-large'],
  ['a link to nowhere', 'file-missing'],
  ['gone meanwhile', 'file-missing'],
] as const;

export type Kind = (typeof KINDS)[number][0];

/** A picture of the folder, in order. */
export interface PictureFile {
  readonly file: string;
  /** undefined for a sound photograph */
  readonly kind: Kind | undefined;
}

/**
 * Fills a folder with photographs of which every tenth is broken or unusual, each in another way.
 *
 * @returns the pictures in the order of their names; those "gone meanwhile" are there until somebody removes them
 */
export async function makeBrokenFolder(
  folder: string,
  photograph: string,
  count: number,
): Promise<readonly PictureFile[]> {
  mkdirSync(folder, { recursive: true });
  const make = await makers(photograph);
  return Array.from({ length: count }, (_, index) => {
    const kind = index % 10 === 9 ? KINDS[Math.floor(index / 10) % KINDS.length]?.[0] : undefined;
    const file = path.join(folder, `${String(index).padStart(5, '0')}.jpg`);
    if (kind === undefined) copyFileSync(photograph, file);
    else make[kind](file);
    return { file, kind };
  });
}

async function makers(photograph: string): Promise<Readonly<Record<Kind, (file: string) => void>>> {
  const bytes = readFileSync(photograph);
  const write = (content: Uint8Array | string) => (file: string) => {
    writeFileSync(file, content);
  };
  const wide = sharp({ create: { width: 20_000, height: 200, channels: 3, background: '#446688' } });
  const raw = { width: 64, height: 128, channels: 3, pageHeight: 64 } as const;
  const bomb = readFileSync(fixture('image', 'noise.png'));
  bomb.writeUInt32BE(60_000, 16);
  bomb.writeUInt32BE(60_000, 20);
  return {
    'cut off': write(bytes.subarray(0, bytes.length / 2)),
    'wrong ending': write(await sharp(bytes).png().toBuffer()),
    empty: write(''),
    '20000 pixels wide': write(await wide.jpeg().toBuffer()),
    animated: write(
      await sharp(Buffer.alloc(64 * 128 * 3, 90), { raw })
        .gif()
        .toBuffer(),
    ),
    CMYK: write(readFileSync(fixture('image', 'cmyk.jpg'))),
    '16 bits': write(readFileSync(fixture('image', 'grey16.png'))),
    'turned by EXIF': write(await sharp(bytes).withMetadata({ orientation: 6 }).jpeg().toBuffer()),
    // Root may read every file, but nobody reads a pipe to its end.
    'not to be read': (file) => {
      if (spawnSync('mkfifo', [file]).status !== 0) mkdirSync(file);
    },
    text: write('This is no picture.\n'),
    'declaring 3600 million pixels': write(bomb),
    'a link to nowhere': (file) => {
      rmSync(file, { force: true });
      symlinkSync(`${file}.nowhere`, file);
    },
    'gone meanwhile': write(bytes),
  };
}
