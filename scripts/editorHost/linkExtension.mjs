import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Lets a server take the source folder of an extension for an installed one, so that any browser which opens the server's
 * URL has it. (`--extensionDevelopmentPath` is for the desktop; a browser would need a changed page.) A rebuilt extension
 * is there after "Developer: Reload Window".
 * @param {import('./sessionFolders.mjs').SessionFolders} folders of a server that has not started
 * @param {string} source the folder with the extension's package.json
 */
export function linkExtension(folders, source) {
  const { publisher, name, version } = JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8'));
  const entry = {
    identifier: { id: `${publisher}.${name}` },
    version,
    location: { $mid: 1, scheme: 'file', path: source },
    metadata: { source: 'file', pinned: true },
  };
  writeFileSync(path.join(folders.extensions, 'extensions.json'), JSON.stringify([entry]));
}
