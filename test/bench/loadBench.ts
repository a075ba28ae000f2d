import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../support/paths';

/** A module under bench/, as it runs for users: from its own file, not bundled into the test. */
export async function loadBench<Module>(file: string): Promise<Module> {
  return (await import(pathToFileURL(path.join(projectRoot, 'bench', file)).href)) as Module;
}
