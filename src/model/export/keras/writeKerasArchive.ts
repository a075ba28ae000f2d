import { open, rm } from 'node:fs/promises';
import { CARD_KEY } from '../../weights/card/modelCard';
import { kerasCard } from '../modelStructure';
import type { ModelWriter } from '../exportFormat';
import { requireTensor } from '../requireTensor';
import { writeHdf5 } from './hdf5Writer';
import { KERAS_VERSION, kerasModelJson, kerasStoragePaths } from './kerasJson';
import { kerasModelSpec } from './kerasLayerSpec';
import { writeStoredZip } from './storedZip';

/**
 * Keras 3's archive: a zip, not compressed, of `metadata.json`, `config.json` and `model.weights.h5`.
 *
 * Source: `_save_model_to_fileobj` in keras/src/saving/saving_lib.py.
 */
export const writeKerasArchive: ModelWriter = async (model, target, { checkpoint }) => {
  const spec = kerasModelSpec(model);
  const paths = kerasStoragePaths(spec.layers);
  const weights = `${target}.weights`;
  try {
    await writeHdf5(weights, async (hdf5) => {
      let done = 0;
      for (const { name, variables } of spec.layers) {
        const group = `${paths.get(name) ?? ''}/vars`;
        hdf5.text(group, 'name', name);
        for (const [index, { tensor, shape }] of variables.entries()) {
          const { data } = requireTensor(model.weights, tensor);
          hdf5.dataset(`${group}/${index}`, shape, data);
          done += data.byteLength;
          await checkpoint(done);
        }
      }
      hdf5.text('vars', 'name', spec.name);
    });
    const metadata = {
      keras_version: KERAS_VERSION,
      date_saved: kerasDate(new Date()),
      [CARD_KEY]: kerasCard(model),
    };
    const source = await open(weights, 'r');
    try {
      await writeStoredZip(target, [
        { name: 'metadata.json', text: JSON.stringify(metadata) },
        { name: 'config.json', text: JSON.stringify(kerasModelJson(spec)) },
        { name: 'model.weights.h5', file: source },
      ]);
    } finally {
      await source.close();
    }
  } finally {
    await rm(weights, { force: true });
  }
  return [];
};

/** `2024-05-15@12:16:32`, as Keras writes it. */
function kerasDate(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', '@');
}
