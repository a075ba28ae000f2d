import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CARD_KEY } from '../../weights/card/modelCard';
import { kerasCard } from '../modelStructure';
import type { ModelWriter } from '../exportFormat';
import { kerasModelSpec } from '../keras/kerasLayerSpec';
import { requireTensor } from '../requireTensor';
import { bytesOf } from '../writeBytes';
import { ShardWriter } from './shardWriter';
import { tfjsTopology } from './tfjsModelJson';

/**
 * A folder with `model.json` and files of weights of at most 4 MB, which browsers cache.
 *
 * Source: `ModelJSON` in tfjs-core/src/io/types.ts.
 */
export const writeTfjs: ModelWriter = async (model, target, { checkpoint }) => {
  const spec = kerasModelSpec(model);
  const modelTopology = tfjsTopology(spec, model.record.weights);
  const variables = spec.layers.flatMap((layer) =>
    layer.variables.map((variable) => ({ ...variable, name: `${layer.name}/${variable.name}` })),
  );
  const totalBytes = variables.reduce(
    (sum, { tensor }) => sum + requireTensor(model.weights, tensor).data.byteLength,
    0,
  );
  const shards = new ShardWriter(target, totalBytes);
  let done = 0;
  try {
    for (const { tensor } of variables) {
      const { data } = requireTensor(model.weights, tensor);
      await shards.write(bytesOf(data));
      done += data.byteLength;
      await checkpoint(done);
    }
  } finally {
    await shards.close();
  }
  const weights = variables.map(({ name, shape }) => ({ name, shape, dtype: 'float32' }));
  const json = {
    format: 'layers-model',
    generatedBy: 'Xception for VS Code',
    convertedBy: null,
    modelTopology,
    weightsManifest: [{ paths: shards.names, weights }],
    userDefinedMetadata: { [CARD_KEY]: kerasCard(model) },
  };
  await writeFile(path.join(target, 'model.json'), JSON.stringify(json), { flag: 'wx' });
  return [];
};
