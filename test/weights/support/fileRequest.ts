import path from 'node:path';
import type { ModelRequest } from '../../../src/shared/classification';
import { XceptionError, type ErrorCode } from '../../../src/shared/xceptionError';
import { projectRoot } from '../../support/paths';

/** Entry of the real reader process. */
export const readerEntry = path.join(projectRoot, 'dist', 'reader.js');

/** What a caller asks when a user chooses a file. */
export function fileRequest(file: string, more: Partial<ModelRequest> = {}): ModelRequest {
  const title = path.basename(file);
  return { id: title, title, network: 'paper', source: { kind: 'file', path: file }, ...more };
}

/** For `assert.rejects`: an error with this code whose message says all of this. */
export function failsWith(
  code: ErrorCode,
  ...words: readonly (string | RegExp)[]
): (error: unknown) => boolean {
  return (error) => {
    if (!(error instanceof XceptionError) || error.code !== code) return false;
    return words.every((word) =>
      typeof word === 'string' ? error.message.includes(word) : word.test(error.message),
    );
  };
}
