import path from 'node:path';
import { Endpoint, type MethodMap } from '../../shared/rpc';
import type { WorkerMethods } from '../../shared/workerProtocol';
import { nativeBinding } from '../runtime/nativeBinding';
import { loadModel } from '../weights/loadModel';
import { childTransport } from './childTransport';
import { inferenceService } from './inferenceService';
import { PictureThread } from './pictures/pictureThread';
import { unpackOnce } from './unpackOnce';

const pictures = new PictureThread(path.join(__dirname, 'pictures.js'));

/** The inference process. Bundled to dist/worker.js, beside the reader's entry; its parent gone, it goes too. */
function serve(): void {
  new Endpoint<WorkerMethods, MethodMap>(
    childTransport(process),
    inferenceService({
      open: (request, only) =>
        loadModel(request, {
          entry: path.join(__dirname, 'reader.js'),
          // Whoever reads a few tensors runs nothing.
          ...(only ? { only } : { meanwhile: warmUp }),
        }),
      prepare: pictures.prepare,
      referenceFolder: path.join(__dirname, '..', 'media', 'reference'),
    }),
  );
}

/** Loads the native library, a quarter of a second, while weights are read. What fails is told when it is needed. */
function warmUp(): void {
  pictures.warmUp();
  try {
    nativeBinding();
  } catch {
    // Whoever runs a model meets it again.
  }
}

process.once('disconnect', () => process.exit());
// A terminal's Ctrl+C reaches this process too; its parent decides, and cancels first.
process.on('SIGINT', () => undefined);
void unpackOnce().then(serve);
