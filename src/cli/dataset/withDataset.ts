import path from 'node:path';
import { cacheFolder } from '../../model/cacheFolder';
import { DatasetClient } from '../../model/dataset/datasetClient';
import type { CliContext } from '../cliContext';
import type { OptionTable } from '../command';
import { withInference, type InferenceWork } from '../withInference';

/** Where what is known of pictures is kept. */
export const storeOption = {
  store: {
    type: 'string',
    value: 'FILE',
    about: 'keeps what is known of pictures; in the cache folder by default',
  },
} as const satisfies OptionTable;

/** What a command works with while the inference and the dataset process are there for it. */
export interface DatasetWork extends InferenceWork {
  readonly dataset: DatasetClient;
}

/** Works with processes of its own, which are ended whatever comes of it. */
export async function withDataset<T>(
  context: CliContext,
  store: string | undefined,
  work: (processes: DatasetWork) => Promise<T>,
): Promise<T> {
  const dataset = new DatasetClient({
    entry: path.join(context.dist, 'dataset.js'),
    store: path.resolve(store ?? path.join(cacheFolder(context.env), 'dataset', 'store.sqlite')),
  });
  try {
    return await withInference(context, (inference) => work({ ...inference, dataset }));
  } finally {
    await dataset.dispose();
  }
}
