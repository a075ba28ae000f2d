import { provideBuild } from './build.mjs';
import { cacheFolder } from './cacheFolder.mjs';
import { provideNative } from './native/provideNative.mjs';
import { requireNode } from './nodeVersion.mjs';
import { providePackages } from './packages.mjs';
import { provideSampleModel } from './sampleModel.mjs';

/**
 * Brings a clone to the point where everything runs: packages, native TensorFlow, sample network, build; for tests also
 * the editor that they drive. Does only what is still missing; says nothing where nothing is.
 * @param {object} request
 * @param {string} request.root the repository
 * @param {import('./progress.mjs').Progress} request.progress
 * @param {boolean} [request.tests]
 * @param {boolean} [request.build] false where the caller builds anyway
 * @returns {Promise<{ cache: string, environment: NodeJS.ProcessEnv }>} the environment that children get
 * @throws {import('./setupError.mjs').SetupError}
 */
export async function setUp({ root, progress, tests = false, build = true }) {
  requireNode(root);
  const cache = cacheFolder();
  await providePackages(root, progress);
  await provideNative({ root, cache, progress });
  await provideSampleModel({ cache, progress });
  if (tests) {
    const { provideEditorHost } = await import('../editorHost/provide.mjs');
    await progress.step(
      'Preparing the editor for the tests',
      (report) => provideEditorHost({ progress: report }),
      {
        quiet: true,
      },
    );
  }
  if (build) await provideBuild(root, progress);
  return { cache, environment: { ...process.env, XCEPTION_CACHE: cache } };
}
