import { Turnstile } from '../turnstile';
import { preparePicture, type PictureJob, type PreparedPicture } from './preparePicture';

/** Who decodes a picture and prepares it. */
export type PreparePicture = (job: PictureJob, signal: AbortSignal) => Promise<PreparedPicture>;

/** Decoded pictures are large: no more are worked on at the same time. */
const AT_ONCE = 3;

/** Prepares pictures in this thread, in the order in which they are asked for, a few at a time. */
export function prepareHere(): PreparePicture {
  const lanes = new Turnstile(AT_ONCE);
  return (job, signal) =>
    lanes.pass(1, async () => {
      signal.throwIfAborted();
      const prepared = await preparePicture(job);
      signal.throwIfAborted();
      return prepared;
    });
}
