import type { ModelWriter } from '../exportFormat';
import { CARD_KEY } from '../../weights/card/modelCard';
import { kerasCard } from '../modelStructure';
import { requireTensor } from '../requireTensor';
import { writeHdf5 } from './hdf5Writer';
import { KERAS_VERSION, kerasModelJson } from './kerasJson';
import { kerasModelSpec } from './kerasLayerSpec';

const WEIGHTS = 'model_weights';

/**
 * A whole model in the layout of Keras 2 that Keras 3 still writes as `.h5`: its configuration, and a group of weights for
 * each layer in the order of `model.layers`. `keras.models.load_model` opens it; `load_weights` of a model of the same
 * topology takes its weights.
 *
 * Source: `save_model_to_hdf5` in keras/src/legacy/saving/legacy_h5_format.py.
 */
export const writeKerasH5: ModelWriter = async (model, target, { checkpoint }) => {
  const spec = kerasModelSpec(model);
  await writeHdf5(target, async (hdf5) => {
    hdf5.text('', 'keras_version', KERAS_VERSION);
    hdf5.text('', 'backend', 'tensorflow');
    hdf5.text('', 'model_config', JSON.stringify(kerasModelJson(spec)));
    hdf5.text('', CARD_KEY, JSON.stringify(kerasCard(model)));
    hdf5.text(WEIGHTS, 'keras_version', KERAS_VERSION);
    hdf5.text(WEIGHTS, 'backend', 'tensorflow');
    const layers = spec.layers.filter(({ variables }) => variables.length > 0);
    hdf5.texts(
      WEIGHTS,
      'layer_names',
      layers.map(({ name }) => name),
    );
    let done = 0;
    for (const { name, variables } of layers) {
      const group = `${WEIGHTS}/${name}`;
      hdf5.texts(
        group,
        'weight_names',
        variables.map((variable) => `${name}/${variable.name}:0`),
      );
      for (const { name: variable, tensor, shape } of variables) {
        const { data } = requireTensor(model.weights, tensor);
        hdf5.dataset(`${group}/${name}/${variable}:0`, shape, data);
        done += data.byteLength;
        await checkpoint(done);
      }
    }
  });
  return [];
};
