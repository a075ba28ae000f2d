import type { DatasetMethods } from '../../shared/datasetProtocol';
import { ProcessClient, type ProcessOptions } from '../worker/processClient';

export interface DatasetOptions extends ProcessOptions {
  /** The file that keeps what is known of pictures; its folder is made if need be. */
  readonly store: string;
}

/** The dataset process as its callers see it. */
export class DatasetClient extends ProcessClient<DatasetMethods> {
  constructor({ store, ...options }: DatasetOptions) {
    super({ title: 'The dataset process', args: [store] }, options);
  }
}
