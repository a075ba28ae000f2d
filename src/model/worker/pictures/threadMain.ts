import { parentPort } from 'node:worker_threads';
import { Endpoint, type MethodMap } from '../../../shared/rpc';
import { XceptionError } from '../../../shared/xceptionError';
import { loadSharp } from '../../image/loadSharp';
import type { PictureMethods } from './pictureProtocol';
import { prepareHere } from './prepareHere';
import { threadTransport } from './threadTransport';

/** The thread of the inference process that decodes pictures: the kernels keep the main one busy for whole batches. */
if (!parentPort) throw new XceptionError('internal', 'This is a thread of the inference process.');
const prepare = prepareHere();
new Endpoint<PictureMethods, MethodMap>(threadTransport(parentPort), {
  prepare: (job, { signal }) => prepare(job, signal),
});
// The first picture comes while TensorFlow is still being loaded. What fails is told with that picture.
loadSharp().catch(() => undefined);
