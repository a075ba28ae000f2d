import type { DatasetMethods } from '../../shared/datasetProtocol';
import { Endpoint, type MethodMap } from '../../shared/rpc';
import { childTransport } from '../worker/childTransport';
import { datasetService } from './datasetService';
import { DatasetStore } from './store/datasetStore';

const [, , file = ''] = process.argv;
const store = new DatasetStore(file);

/**
 * The process that keeps folders of pictures and what is known of them, in the file that its first argument names. An editor
 * must not wait for a disk, and loads no native code. It may be killed at any moment.
 */
new Endpoint<DatasetMethods, MethodMap>(childTransport(process), datasetService(store));

const end = (): void => {
  store.close();
  process.exit();
};
process.once('disconnect', end);
process.once('SIGTERM', end);
// A terminal's Ctrl+C reaches this process too; its parent decides, and cancels first.
process.on('SIGINT', () => undefined);
