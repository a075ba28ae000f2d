import { parentPort } from 'node:worker_threads';
import { XceptionError } from '../../../shared/xceptionError';
import { loadSharp } from '../../image/loadSharp';
import { JobQueue } from './jobQueue';
import { preparePicture } from './preparePicture';
import type { FromThread, ToThread } from './threadMessages';

/** The thread of the inference process that decodes pictures: the kernels keep the main one busy for whole batches. */
const port = parentPort;
if (!port) throw new XceptionError('internal', 'This is a thread of the inference process.');
const queue = new JobQueue();
port.on('message', (message: ToThread) => {
  if ('drop' in message) {
    queue.drop(message.drop);
    return;
  }
  const { id, job } = message;
  const answer = (given: FromThread, moved: ArrayBuffer[] = []): void => {
    port.postMessage(given, moved);
  };
  queue.add(id, () =>
    preparePicture(job).then(
      (prepared) => {
        answer({ id, prepared }, [prepared.values.buffer]);
      },
      (thrown: unknown) => {
        answer({ id, error: XceptionError.from(thrown).toData() });
      },
    ),
  );
});
// The first picture comes while TensorFlow is still being loaded. What fails is told with that picture.
loadSharp().catch(() => undefined);
