import path from 'node:path';
import { Endpoint, type MethodMap } from '../../shared/rpc';
import { childTransport } from '../worker/childTransport';
import { exportModel } from './exportModel';
import type { ExporterMethods } from './exporterProtocol';

const parentGone = new AbortController();

/**
 * The process that writes a model for an editor, which must not wait for a disk, and for the command line. It ends once its parent has let go of it
 * and what it had begun is finished or cleaned up.
 */
new Endpoint<ExporterMethods, MethodMap>(childTransport(process), {
  export: (request, { signal, progress }) =>
    exportModel(request, {
      entry: path.join(__dirname, 'reader.js'),
      signal: AbortSignal.any([signal, parentGone.signal]),
      onProgress: (doneBytes, totalBytes) => {
        progress({ doneBytes, totalBytes });
      },
    }),
});
process.once('disconnect', () => {
  parentGone.abort();
});
// A terminal's Ctrl+C reaches this process too; its parent decides, and cancels first.
process.on('SIGINT', () => undefined);
