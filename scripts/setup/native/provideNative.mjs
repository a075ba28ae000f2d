import { existsSync } from 'node:fs';
import { SetupError } from '../setupError.mjs';
import { runInstaller } from './fromInstaller.mjs';
import { provideNativeFolder } from './fromWheel.mjs';
import { loadCheck } from './loadCheck.mjs';
import { placeNative } from './place.mjs';
import { choosePlatform } from './platforms.mjs';
import { readStamp, writeStamp } from './stamp.mjs';
import { tfjsNode } from './tfjsNode.mjs';

/**
 * @typedef {object} NativeRequest
 * @property {string} root the repository, with its packages installed
 * @property {string} cache
 * @property {import('../progress.mjs').Progress} progress
 */

/**
 * Provides native TensorFlow for tfjs-node: what is there and loads; else TensorFlow's wheel with a binding compiled
 * against it; else tfjs-node's own installer. Whatever the way, it is taken only after it has computed a product.
 * @param {NativeRequest} request
 * @throws {SetupError} with the reason of every way that failed
 */
export async function provideNative({ root, cache, progress }) {
  const tfjs = tfjsNode(root);
  if (readStamp(tfjs)) return;
  /** @type {SetupError[]} */
  const failures = [];
  if (existsSync(tfjs.binding)) {
    const found = await progress.step('Trying the native TensorFlow that is there', () => loadCheck(root));
    if (found.ok) return writeStamp(tfjs, { source: 'was there', tensorflow: found.tensorflow });
    progress.note('  It does not load; it is replaced.');
  }
  for (const way of [fromWheel, fromInstaller]) {
    try {
      return await way({ root, cache, progress }, tfjs);
    } catch (error) {
      failures.push(SetupError.from(error, 'Preparing native TensorFlow'));
      if (way === fromWheel) progress.note("  Trying tfjs-node's own installer instead.");
    }
  }
  throw new SetupError(
    ['There is no native TensorFlow, which running a network needs.', ...failures.map(toLine)].join('\n'),
    'Set right one of the two ways above, and run "npm run setup" again. "npm run doctor" shows what is missing.',
  );
}

/** @param {NativeRequest} request @param {import('./tfjsNode.mjs').TfjsNode} tfjs */
async function fromWheel({ root, cache, progress }, tfjs) {
  const choice = choosePlatform();
  if (!choice.platform) throw new SetupError(choice.why, "tfjs-node's own installer is left.");
  const { platform } = choice;
  const folder = await provideNativeFolder({ cache, tfjs, platform, progress });
  await placeNative(folder, platform.libraries, tfjs.target);
  await check(
    { root, progress },
    tfjs,
    `wheel ${platform.wheel.requirement}`,
    `Delete ${folder} and run it again.`,
  );
}

/** @param {NativeRequest} request @param {import('./tfjsNode.mjs').TfjsNode} tfjs */
async function fromInstaller({ root, progress }, tfjs) {
  await progress.step("Running tfjs-node's installer", () => runInstaller(root, tfjs));
  await check({ root, progress }, tfjs, "tfjs-node's installer", 'Look at the lines above.');
}

/**
 * @param {Omit<NativeRequest, 'cache'>} request
 * @param {import('./tfjsNode.mjs').TfjsNode} tfjs
 * @param {string} source
 * @param {string} remedy
 */
async function check({ root, progress }, tfjs, source, remedy) {
  const result = await progress.step('Trying native TensorFlow', () => loadCheck(root));
  if (!result.ok) {
    throw new SetupError(`Native TensorFlow (${source}) is there but does not run.`, remedy, {
      output: result.why,
    });
  }
  await writeStamp(tfjs, { source, tensorflow: result.tensorflow });
}

/** @param {SetupError} failure */
function toLine(failure) {
  return `- ${failure.toText().replaceAll('\n', '\n  ')}`;
}
