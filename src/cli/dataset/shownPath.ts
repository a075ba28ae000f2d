import path from 'node:path';

/** A file as it is named from here: relative where it lies beneath the working folder, else absolute. */
export function shownPath(file: string, from: string = process.cwd()): string {
  const relative = path.relative(from, file);
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative;
}
