import { cp, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { nativeFolder } from '../setup/native/fromWheel.mjs';
import { choosePlatform } from '../setup/native/platforms.mjs';
import { readStamp } from '../setup/native/stamp.mjs';
import { BINDING, tfjsNode } from '../setup/native/tfjsNode.mjs';
import { SetupError } from '../setup/setupError.mjs';
import { makeVsix } from './makeVsix.mjs';
import { noticesText, requireNotices } from './notices.mjs';
import { packNative } from './packNative.mjs';
import { stagePackages } from './stagePackages.mjs';
import { stageProduct } from './stageProduct.mjs';
import { stageTensorflow } from './stageTensorflow.mjs';
import { isHere } from './targets.mjs';

/**
 * @typedef {object} Package
 * @property {string} file the VSIX
 * @property {string} stage what it was made from
 * @property {number} bytes
 */

/**
 * Stages and packs the extension for one target.
 * @param {object} request
 * @param {string} request.root
 * @param {string} request.cache
 * @param {import('./targets.mjs').Target} request.target
 * @param {boolean} request.slim without TensorFlow
 * @param {string} request.out folder that gets the VSIX
 * @param {string} request.vsce
 * @param {import('../setup/progress.mjs').Progress} request.progress
 * @param {string} [request.version] instead of the one in package.json
 * @returns {Promise<Package>}
 * @throws {SetupError} for a full package of another system than this, and with what a step said
 */
export async function packageTarget({ root, cache, target, slim, out, vsce, progress, version }) {
  if (!slim && !isHere(target)) {
    throw new SetupError(
      `The package for ${target.name} that brings TensorFlow is made on ${target.name}: its library must have run there.`,
      'Run it there, or make the slim one here with --slim.',
    );
  }
  const tfjs = tfjsNode(root);
  const stamp = isHere(target) ? readStamp(tfjs) : undefined;
  const packed =
    slim || !stamp ? undefined : await packNative({ cache, tfjs, tensorflow: stamp.tensorflow, progress });
  const stage = path.join(root, 'out', 'package', `${target.name}${slim ? '-slim' : ''}`);
  const name = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const file = path.join(
    out,
    `${name.name}-${target.name}-${version ?? name.version}${slim ? '-slim' : ''}.vsix`,
  );
  return progress.step(`Packing ${path.basename(file)}`, async (report) => {
    await mkdir(out, { recursive: true });
    const bundled = await stageProduct({ root, stage, slim, ...(version && { version }) });
    const copied = await stagePackages({ root, stage, cache, target });
    const tensorflow = await stageTensorflow({
      tfjs,
      stage,
      ...(packed && { packed }),
      ...(slim && stamp && { binding: path.join(tfjs.target, BINDING) }),
    });
    requireNotices(root, noticesText({ root, bundled: [...bundled, ...tensorflow], copied }));
    if (packed) await copyTensorflowNotices({ cache, tfjs, stage });
    report('compressing');
    return { file, stage, bytes: await makeVsix({ vsce, stage, target, file }) };
  });
}

/** Where TensorFlow's own notices lie: in the cache beside what came from its wheel, or where tfjs-node's installer put them. */
async function copyTensorflowNotices(
  /** @type {{ cache: string, tfjs: import('../setup/native/tfjsNode.mjs').TfjsNode, stage: string }} */ {
    cache,
    tfjs,
    stage,
  },
) {
  const { platform } = choosePlatform();
  const source = platform
    ? path.join(nativeFolder(cache, tfjs, platform), 'THIRD_PARTY_NOTICES.txt')
    : path.join(tfjs.folder, 'deps', 'THIRD_PARTY_TF_C_LICENSES');
  await cp(source, path.join(stage, 'THIRD-PARTY-NOTICES-TENSORFLOW.txt'));
}
