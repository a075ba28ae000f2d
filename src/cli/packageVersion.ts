import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The version of the package that the bundles lie in. */
export function packageVersion(dist: string): string {
  const text = readFileSync(path.join(dist, '..', 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
