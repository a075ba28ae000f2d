import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { Random } from '../../../src/model/train/random';

/** What is drawn for each class. */
const SHAPES: Readonly<Record<string, (x: number, y: number, size: number) => string>> = {
  discs: (x, y, size) => `<circle cx="${x}" cy="${y}" r="${size}"/>`,
  crosses: (x, y, size) =>
    `<path d="M${x - size} ${y - size}L${x + size} ${y + size}M${x - size} ${y + size}L${x + size} ${y - size}" stroke-width="6" stroke="black"/>`,
  stripes: (x, y, size) =>
    [-6, 0, 6].map((at) => `<rect x="${x - size}" y="${y + at}" width="${2 * size}" height="3"/>`).join(''),
};

/**
 * Writes a folder of pictures that tell themselves apart: discs, crosses, and with three classes stripes, of seeded sizes,
 * places and colours.
 */
export async function writeShapes(
  folder: string,
  { classes = 2, each = 14, seed = 1 }: { classes?: number; each?: number; seed?: number } = {},
): Promise<void> {
  const random = new Random(seed);
  for (const [name, draw] of Object.entries(SHAPES).slice(0, classes)) {
    await mkdir(path.join(folder, name), { recursive: true });
    for (let i = 0; i < each; i++) {
      const at = (): number => Math.round(random.between(25, 55));
      const colour = (): string => `hsl(${random.below(360)} 60% ${random.below(30) + 50}%)`;
      const specks = Array.from(
        { length: 25 },
        () =>
          `<rect x="${random.below(80)}" y="${random.below(80)}" width="5" height="5" fill="${colour()}"/>`,
      );
      const shape = draw(at(), at(), Math.round(random.between(14, 22)));
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><rect width="80" height="80" fill="${colour()}"/>${specks.join('')}${shape}</svg>`;
      await sharp(Buffer.from(svg))
        .png()
        .toFile(path.join(folder, name, `${i}.png`));
    }
  }
}
