import { XceptionError } from '../../shared/xceptionError';
import { cacheFolder } from '../cacheFolder';

/**
 * Why a file could not be kept in the cache folder, and what to do. It is no fault of the model, whose reader would else
 * be the one to name it.
 */
export function cacheError(thrown: unknown): XceptionError {
  const { code = '', message } = thrown as NodeJS.ErrnoException;
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  const reason = full ? 'the disk is full' : message;
  return new XceptionError(
    'file-unreadable',
    `Nothing can be kept in the cache folder ${cacheFolder()}: ${reason}. ${full ? 'Free some space there' : 'Make it writable'}, or set XCEPTION_CACHE to a folder elsewhere.`,
    { cause: thrown },
  );
}
