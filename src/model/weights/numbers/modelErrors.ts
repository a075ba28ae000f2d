import path from 'node:path';
import { XceptionError } from '../../../shared/xceptionError';

/** A file that is not what its own words say: `model-unreadable`. */
export function damaged(file: string, what: string, cause?: unknown): XceptionError {
  return new XceptionError(
    'model-unreadable',
    `${path.basename(file)} is damaged or cut off: ${what}. Copy or download it again.`,
    { cause },
  );
}

/** A sound file that cannot be used here, and the way out: `model-unsupported`. */
export function unsupported(file: string, what: string, advice: string): XceptionError {
  return new XceptionError('model-unsupported', `${path.basename(file)} ${what}. ${advice}`);
}

/** Whatever reading a file threw, as an error that names the file. Files of strangers find the case that nobody thought of. */
export function asModelError(thrown: unknown, file: string): XceptionError {
  if (thrown instanceof XceptionError) return thrown;
  return damaged(file, thrown instanceof Error ? thrown.message : String(thrown), thrown);
}
