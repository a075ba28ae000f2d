import path from 'node:path';
import type * as vscode from 'vscode';
import { placeOf } from './placeOf';

/** Where files are after files or folders were renamed: a function from the old place; undefined of what stayed. */
export function movedBy({
  files,
}: Pick<vscode.FileRenameEvent, 'files'>): (
  file: string,
) => ({ file: string } & ReturnType<typeof placeOf>) | undefined {
  const moved = new Map(files.map(({ oldUri, newUri }) => [oldUri.fsPath, newUri.fsPath]));
  return (file) => {
    // The nearest renamed folder; thousands of files may have been renamed at once.
    for (let part = file; ; part = path.dirname(part)) {
      const target = moved.get(part);
      if (target !== undefined) {
        const now = path.join(target, path.relative(part, file));
        return { file: now, ...placeOf(now) };
      }
      if (path.dirname(part) === part) return undefined;
    }
  };
}
