import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { encodeSavedModel } from '../../protobuf/graphDef';
import { SAVED_MODEL_CARD } from '../../weights/card/modelCard';
import type { ModelWriter } from '../exportFormat';
import { kerasModelSpec } from '../keras/kerasLayerSpec';
import { kerasCard } from '../modelStructure';
import { requireTensor } from '../requireTensor';
import { writeBundle } from './bundleWriter';
import { kerasMetadata, OBJECT_GRAPH, objectGraph } from './kerasObjects';
import { savedGraph } from './savedGraph';

/**
 * A folder for TensorFlow Serving, `tf.saved_model.load` and `tf.node.loadSavedModel`: a graph tagged `serve` with the
 * signature `serving_default` (`input` → `output`), and a checkpoint of its variables. Beside it lies the configuration
 * that Keras 2 keeps there, by which the weights can be told again.
 */
export const writeSavedModel: ModelWriter = async (model, target, { checkpoint }) => {
  const spec = kerasModelSpec(model);
  const variables = spec.layers.flatMap((layer) =>
    layer.variables.map((variable) => ({ ...variable, key: `${layer.name}/${variable.name}` })),
  );
  const put = async (file: string, contents: Uint8Array | string): Promise<void> => {
    await mkdir(path.dirname(path.join(target, file)), { recursive: true });
    await writeFile(path.join(target, file), contents, { flag: 'wx' });
  };
  await put('saved_model.pb', encodeSavedModel(savedGraph(model, variables)));
  await put('keras_metadata.pb', kerasMetadata(spec));
  await put(SAVED_MODEL_CARD, JSON.stringify(kerasCard(model)));
  await mkdir(path.join(target, 'variables'));
  await writeBundle(
    path.join(target, 'variables', 'variables'),
    variables.map(({ key, shape, tensor }) => ({
      key,
      shape,
      data: () => requireTensor(model.weights, tensor).data,
    })),
    { key: OBJECT_GRAPH, bytes: objectGraph(variables.map(({ key }) => key)) },
    checkpoint,
  );
  return [];
};
