import type { ImageFailure } from '../../shared/classification';
import { expandPaths } from './imageFiles';

/** A place in the results: a picture to classify, or the reason why there is none. */
export type Slot = { readonly file: string } | ImageFailure;

/**
 * The pictures that the arguments lead to, in the order of the arguments; a folder's are sorted and come where the
 * folder stands, and so does what cannot be read. Files are named as the user named them.
 *
 * @throws XceptionError `cancelled`
 */
export async function listPictures(paths: readonly string[], signal: AbortSignal): Promise<readonly Slot[]> {
  const slots: Slot[] = [];
  for (const path of paths) {
    const { files, failures } = await expandPaths([path], { signal });
    slots.push(...files.map((file) => ({ file })), ...failures);
  }
  return slots;
}
