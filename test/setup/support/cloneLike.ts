import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../support/paths';

/** Makes the folder look like a fresh clone, as far as the scripts go: nothing is installed. */
export function copyScripts(folder: string): void {
  for (const name of ['package.json', 'package-lock.json', 'scripts']) {
    cpSync(path.join(projectRoot, name), path.join(folder, name), { recursive: true });
  }
}

/**
 * Adds the packages of this checkout by links; only tfjs-node is a copy of its own, without the native library that the
 * set-up put into it.
 */
export function linkPackages(folder: string): void {
  const from = path.join(projectRoot, 'node_modules');
  const to = path.join(folder, 'node_modules');
  const scope = '@tensorflow';
  mkdirSync(path.join(to, scope), { recursive: true });
  for (const name of readdirSync(from)) {
    if (name === '.package-lock.json') cpSync(path.join(from, name), path.join(to, name));
    else if (name !== scope && name !== '.xception-lock-hash')
      link(path.join(from, name), path.join(to, name));
  }
  for (const name of readdirSync(path.join(from, scope))) {
    if (name !== 'tfjs-node') link(path.join(from, scope, name), path.join(to, scope, name));
  }
  const tfjs = path.join(scope, 'tfjs-node');
  const left = ['lib', 'deps'].map((name) => path.join(from, tfjs, name));
  cpSync(path.join(from, tfjs), path.join(to, tfjs), {
    recursive: true,
    filter: (source) => !left.includes(source),
  });
}

function link(from: string, to: string): void {
  symlinkSync(from, to, 'junction');
}
