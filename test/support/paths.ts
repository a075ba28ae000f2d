import { existsSync } from 'node:fs';
import path from 'node:path';

/** The repository's root, from wherever the bundled test file lies. */
export const projectRoot = findRoot(__dirname);

function findRoot(from: string): string {
  if (existsSync(path.join(from, 'package.json'))) return from;
  return findRoot(path.dirname(from));
}

/** Path of a file under test/fixtures. */
export function fixture(...parts: readonly string[]): string {
  return path.join(projectRoot, 'test', 'fixtures', ...parts);
}
