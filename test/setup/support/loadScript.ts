import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../../support/paths';

/** A module under scripts/, as it runs for users: from its own file, not bundled into the test. */
export async function loadScript<Module>(file: string): Promise<Module> {
  return (await import(pathToFileURL(path.join(projectRoot, 'scripts', file)).href)) as Module;
}
