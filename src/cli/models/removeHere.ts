import { existsSync } from 'node:fs';
import path from 'node:path';
import { removeModel, removePackOf } from '../../model/download/removeModel';
import { catalogue, isFetched, isKerasCopy } from '../../model/weights/catalogue';
import { XceptionError } from '../../shared/xceptionError';
import { megabytes } from '../megabytes';

/**
 * Removes a model of the catalogue, or what was made of a user's file.
 *
 * @returns what to say
 * @throws XceptionError `model-missing` for what is neither; `file-unreadable` when it does not go
 */
export async function removeHere(model: string): Promise<string> {
  const entry = catalogue().find(({ id }) => id === model);
  const file = path.resolve(model);
  if (!entry && !existsSync(file)) {
    const known = catalogue().map(({ id }) => id);
    throw new XceptionError(
      'model-missing',
      `There is no file ${file}, and no model of that name is known (${known.join(', ')}).`,
    );
  }
  const stays = entry ? isFetched(entry) && isKerasCopy(entry) : true;
  const { removed, bytes } = await (entry ? removeModel(entry) : removePackOf(file));
  if (removed.length === 0 && !stays) return 'There was nothing to remove.';
  return [
    ...removed.map((target) => `removed ${target}`),
    `${megabytes(bytes)} MB freed${stays ? `; ${entry?.file ?? file} is not ours and stays` : ''}`,
  ].join('\n');
}
