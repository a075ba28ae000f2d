import path from 'node:path';
import { isFailure, type ModelRequest } from '../../shared/classification';
import { XceptionError } from '../../shared/xceptionError';
import { collect } from '../../model/dataset/collect';
import type { DatasetWork } from './withDataset';

/**
 * The features of one picture, from the store where it has them.
 *
 * @throws XceptionError why it cannot be read
 */
export async function featuresOfPicture(
  picture: string,
  model: ModelRequest,
  { client, dataset, bar, signal }: DatasetWork,
): Promise<Float32Array> {
  bar.say(`Loading ${model.title} …`);
  const scan = { roots: [path.resolve(picture)] };
  const { run, notes, total } = await collect(
    { model, scan, wishes: { features: true } },
    { inference: client, dataset, signal },
  );
  if (total > 1)
    throw new XceptionError('usage', `"${picture}" is a folder. Say first which picture, then the folder.`);
  const [note] = notes;
  if (note) throw new XceptionError(note.error.code, note.error.message);
  const page = await dataset.call('pictures', { run }, { signal });
  const result = page.pictures[0]?.result;
  if (result && isFailure(result)) throw new XceptionError(result.error.code, result.error.message);
  let found: Float32Array | undefined;
  await dataset.call(
    'features',
    { run },
    {
      signal,
      onProgress: ({ values }) => {
        found = values;
      },
    },
  );
  if (found) return found;
  throw new XceptionError('internal', `"${picture}" got no features.`);
}
