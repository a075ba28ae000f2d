import { tfjsNode } from '../setup/native/tfjsNode.mjs';
import { noticesText } from './notices.mjs';
import { stagePackages } from './stagePackages.mjs';
import { stageProduct } from './stageProduct.mjs';
import { stageTensorflow } from './stageTensorflow.mjs';
import { TARGETS, isHere } from './targets.mjs';

/**
 * Stages what ships for this system, without TensorFlow's libraries, and lists whose work is in it.
 * @param {{ root: string, cache: string, stage: string }} request
 * @returns {Promise<string>}
 */
export async function collectNotices({ root, cache, stage }) {
  const target = TARGETS.find(isHere) ?? TARGETS[0];
  if (!target) throw new Error('No target is known.');
  const bundled = await stageProduct({ root, stage, slim: true });
  const copied = await stagePackages({ root, stage, cache, target });
  const tensorflow = await stageTensorflow({ tfjs: tfjsNode(root), stage });
  return noticesText({ root, bundled: [...bundled, ...tensorflow], copied });
}
