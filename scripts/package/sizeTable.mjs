import path from 'node:path';
import { fileSizes } from '../setup/completeFolder.mjs';

/** Parts of a package by the beginnings of their files' names; the first that fits counts. */
const PARTS = /** @type {const} */ ([
  ['TensorFlow, compressed', 'dist/node_modules/@tensorflow/tfjs-node/lib/'],
  ['TensorFlow.js', 'dist/node_modules/@tensorflow/'],
  ['sharp and libvips', 'dist/node_modules/@img/'],
  ['other packages', 'dist/node_modules/'],
  ['the product', 'dist/'],
  ['photographs, references, icons', 'media/'],
  ['set-up of TensorFlow', 'scripts/'],
  ['words, documents, licences', ''],
]);

/**
 * What a package consists of, before it is compressed.
 * @param {string} stage
 * @returns {Promise<{ part: string, files: number, bytes: number }[]>}
 */
export async function packageParts(stage) {
  const sizes = Object.entries(await fileSizes(stage));
  const parts = PARTS.map(([part]) => ({ part: String(part), files: 0, bytes: 0 }));
  for (const [file, size] of sizes) {
    const entry = parts[PARTS.findIndex(([, prefix]) => file.startsWith(prefix))];
    if (!entry) continue;
    entry.files++;
    entry.bytes += size;
  }
  return parts.filter(({ files }) => files > 0);
}

/** @param {import('./packageTarget.mjs').Package} packed */
export async function sizeTable({ file, stage, bytes }) {
  const lines = (await packageParts(stage)).map(
    ({ part, files, bytes: size }) =>
      `  ${part.padEnd(32)}${String(files).padStart(5)} files ${megabytes(size).padStart(8)} MB`,
  );
  return [`${path.basename(file)}: ${megabytes(bytes)} MB`, ...lines].join('\n');
}

/** @param {number} bytes */
function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}
