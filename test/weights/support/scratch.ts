import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * A folder for a suite, which also is the product's cache folder while the suite runs; both hooks are registered.
 *
 * @returns a function that gives the path of a file in it
 */
export function scratchFolder(): (...parts: readonly string[]) => string {
  let folder = '';
  let cache: string | undefined;
  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'xception-weights-'));
    cache = process.env['XCEPTION_CACHE'];
    process.env['XCEPTION_CACHE'] = path.join(folder, 'cache');
  });
  after(() => {
    if (cache === undefined) delete process.env['XCEPTION_CACHE'];
    else process.env['XCEPTION_CACHE'] = cache;
    rmSync(folder, { recursive: true, force: true });
  });
  return (...parts) => path.join(folder, ...parts);
}
