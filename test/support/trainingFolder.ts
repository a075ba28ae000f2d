import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp, { type Create } from 'sharp';
import { projectRoot } from './paths';

const CLASSES = { cat: 'cat.jpg', rocket: 'rocket.jpg', person: 'astronaut.jpg' } as const;
/** Parts of each photograph, side by side: alike in kind, and no copies of each other. */
const GRID = 4;
const SIDE = 96;
const JUDGED_EVERY = 3;

/**
 * Writes a folder to train on, split already: parts of the sample photographs, by what these show. Among the pictures to
 * judge by lies one part of the cat in the folder of rockets, which no good model takes for one; beside them a picture that
 * cannot be read and one that is in no class's folder.
 *
 * @returns how many pictures each class has to learn from
 */
export async function writeTrainingFolder(folder: string): Promise<number> {
  const write = (name: string, bytes: Uint8Array | string): void => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), bytes);
  };
  for (const [label, file] of Object.entries(CLASSES)) {
    const parts = await partsOf(path.join(projectRoot, 'media', 'samples', file));
    for (const [index, part] of parts.entries()) {
      const side = index % JUDGED_EVERY === 0 ? 'val' : 'train';
      const mistaken = label === 'cat' && index === JUDGED_EVERY;
      write(`${side}/${mistaken ? 'rocket' : label}/${label}-${index}.jpg`, part);
    }
  }
  write('train/cat/broken.jpg', 'This is no picture.\n');
  write('train/cover.jpg', await sharp({ create: grey() }).jpeg().toBuffer());
  return GRID ** 2 - Math.ceil(GRID ** 2 / JUDGED_EVERY);
}

async function partsOf(file: string): Promise<readonly Uint8Array[]> {
  const { width, height } = await sharp(file).metadata();
  const [w, h] = [Math.floor(width / GRID), Math.floor(height / GRID)];
  const places = Array.from({ length: GRID ** 2 }, (_, index) => ({
    left: w * (index % GRID),
    top: h * Math.floor(index / GRID),
  }));
  return Promise.all(
    places.map((place) =>
      sharp(file)
        .extract({ ...place, width: w, height: h })
        .resize(SIDE, SIDE, { fit: 'fill' })
        .jpeg()
        .toBuffer(),
    ),
  );
}

function grey(): Create {
  return { width: SIDE, height: SIDE, channels: 3, background: { r: 128, g: 128, b: 128 } };
}
