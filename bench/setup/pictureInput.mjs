import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readPicture } from '../peers/sharpPictures.mjs';

/**
 * The arrays that kernels are measured with: the first photographs, prepared once, so that all peers get the same numbers.
 * @param {readonly string[]} files
 * @param {string} folder to write into
 * @returns {Promise<string>} a file of float32 numbers, `[files, 299, 299, 3]` in -1..1
 */
export async function writePictureInput(files, folder) {
  const pictures = await Promise.all(files.map(readPicture));
  const file = path.join(folder, 'input.f32');
  await writeFile(file, Buffer.concat(pictures.map(({ buffer }) => Buffer.from(buffer))));
  return file;
}
