import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SetupError } from './setupError.mjs';

/**
 * @param {string} file
 * @returns {Promise<string>} SHA-256 in lower-case hexadecimal
 */
export async function sha256File(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/**
 * @param {string} file
 * @param {string} expected SHA-256 in lower-case hexadecimal
 * @throws {SetupError} where the file is not the one that was reviewed
 */
export async function verifySha256(file, expected) {
  const actual = await sha256File(file);
  if (actual === expected) return;
  throw new SetupError(
    `${path.basename(file)} is not the expected file: its SHA-256 is ${actual}, expected ${expected}.`,
    'The download was damaged or replaced on its way (a proxy or mirror?). Nothing of it was used. Run it again, ' +
      'or point pip at another index.',
  );
}
