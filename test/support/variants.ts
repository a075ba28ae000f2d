import path from 'node:path';
import sharp from 'sharp';
import { cacheFolder } from '../../src/model/cacheFolder';

/** Photographs that came with the sample network, and what they show. */
const PHOTOGRAPHS = { cup: '0000.jpg', plate: '0192.jpg', glass: '0291.jpg' } as const;

export type Subject = keyof typeof PHOTOGRAPHS;

/**
 * Pictures that differ, made of one photograph: each a little darker than the one before.
 *
 * @returns JPEG files, 160 pixels wide
 */
export async function variants(subject: Subject, count: number): Promise<readonly Uint8Array[]> {
  const photograph = path.join(cacheFolder(), 'models', 'kitchenware', 'photographs', PHOTOGRAPHS[subject]);
  const small = await sharp(photograph).resize({ width: 160 }).toBuffer();
  return Promise.all(
    Array.from({ length: count }, (_, step) =>
      sharp(small)
        .modulate({ brightness: 1 - (0.3 * step) / count })
        .jpeg({ quality: 95 })
        .toBuffer(),
    ),
  );
}

/** {@link variants} as files of a workspace, by their path in it. */
export async function variantFiles(
  folder: string,
  subject: Subject,
  count: number,
): Promise<Readonly<Record<string, Uint8Array>>> {
  const made = await variants(subject, count);
  return Object.fromEntries(
    made.map((bytes, index) => [`${folder}/${subject}-${String(index).padStart(3, '0')}.jpg`, bytes]),
  );
}
