import path from 'node:path';
import { XceptionError } from '../../../shared/xceptionError';
import { Hdf5File } from '../hdf5/hdf5File';
import { hdf5Library } from '../hdf5/hdf5Library';
import { CARD_KEY, readModelCard } from '../card/modelCard';
import { parseKerasConfig } from '../kerasConfig';
import { withTemporaryFile } from '../temporaryFile';
import { startsWith, type WeightsFormat } from '../weightsFormat';
import { ZIP_SIGNATURE, ZipArchive } from '../zipArchive';
import { isRecord } from './json';
import { openKerasHdf5, type Surroundings } from './kerasHdf5';

const CONFIG = 'config.json';
const METADATA = 'metadata.json';
const WEIGHTS = 'model.weights.h5';

const MAX_TEXT_BYTES = 32 * 2 ** 20;
/** Xception with an optimizer's state is a third of this. */
const MAX_WEIGHTS_BYTES = 2 * 2 ** 30;

/** Keras 3's archive: a zip of `config.json`, `metadata.json` and `model.weights.h5`. */
export const kerasArchive: WeightsFormat = {
  id: 'keras',
  title: 'Keras 3 archive (.keras)',
  match: async (head, file) => {
    if (!startsWith(head, ZIP_SIGNATURE)) return false;
    const archive = await ZipArchive.open(file);
    await archive.close();
    return archive.has(CONFIG);
  },
  open: async (file) => {
    // Compiled while the archive is read and the weights are unpacked. What goes wrong, whoever waits for it will hear.
    hdf5Library().catch(() => undefined);
    const archive = await ZipArchive.open(file);
    try {
      const config = parseKerasConfig(await archive.text(CONFIG, MAX_TEXT_BYTES), file);
      const { metadata, card } = readMetadata(
        archive.has(METADATA) ? await archive.text(METADATA, MAX_TEXT_BYTES) : '{}',
      );
      if (!archive.has(WEIGHTS)) throw withoutWeights(file, archive.names);
      // HDF5 needs a file of its own; the library keeps it open while its name goes.
      const hdf5 = await withTemporaryFile(
        (target) => archive.extract(WEIGHTS, target, MAX_WEIGHTS_BYTES),
        (temporary) => Hdf5File.open(temporary, path.basename(file)),
      );
      return openKerasHdf5(hdf5, file, { format: kerasArchive.title, config, metadata, card });
    } finally {
      await archive.close();
    }
  },
};

function readMetadata(text: string): Pick<Surroundings, 'metadata' | 'card'> {
  try {
    const json: unknown = JSON.parse(text);
    if (!isRecord(json)) return {};
    const texts = Object.entries(json).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string',
    );
    return { metadata: Object.fromEntries(texts), card: readModelCard(json[CARD_KEY]) };
  } catch {
    // A model without it is still a model.
    return {};
  }
}

function withoutWeights(file: string, names: readonly string[]): XceptionError {
  const others = names.filter((name) => name.includes('weights'));
  const has = others.length > 0 ? `It has ${others.slice(0, 3).join(', ')} instead. ` : '';
  return new XceptionError(
    'model-unsupported',
    `${path.basename(file)} is a Keras archive without ${WEIGHTS}. ${has}Save the model with h5py installed, in one piece.`,
  );
}
