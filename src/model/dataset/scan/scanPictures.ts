import { stat } from 'node:fs/promises';
import path from 'node:path';
import picomatch from 'picomatch';
import type { ImageFailure } from '../../../shared/classification';
import type { ScanRequest } from '../../../shared/datasetProtocol';
import { expandPaths } from '../../image/imageFiles';

/** A picture as a scan finds it. */
export interface FoundPicture {
  readonly path: string;
  /** Within its root, with `/` on every system; a picture that was named itself is its own name. */
  readonly relative: string;
}

export interface FoundPictures {
  /** Each once, in the order of the roots and, within one, of the relative paths by code units. */
  readonly pictures: readonly FoundPicture[];
  /** Roots that led to none, and folders that could not be read. */
  readonly notes: readonly ImageFailure[];
}

export interface ScanOptions {
  readonly signal?: AbortSignal;
  readonly onFound?: (found: number) => void;
}

/** Dots are letters here; hidden files are left out by the scan itself. */
const GLOB = { dot: true } as const;

/**
 * Finds the pictures that a request means. A root that does not exist and reads as a glob is one.
 *
 * @throws XceptionError `cancelled`; what cannot be read is noted
 */
export async function scanPictures(
  request: ScanRequest,
  { signal, onFound }: ScanOptions = {},
): Promise<FoundPictures> {
  const pictures = new Map<string, FoundPicture>();
  const notes: ImageFailure[] = [];
  const excluded = picomatch([...(request.exclude ?? [])], GLOB);
  for (const given of request.roots) {
    const { root, glob } = await rootOf(given);
    const wanted = [glob === undefined ? [] : [glob], request.include ?? []];
    const matchers = wanted.flatMap((globs) => (globs.length === 0 ? [] : picomatch([...globs], GLOB)));
    const before = excludedFrom(root, request.base);
    const { files, failures } = await expandPaths([root], {
      ...(signal && { signal }),
      accept: (relative, kind) => {
        if (request.exclude && request.exclude.length > 0 && excluded(before + relative)) return false;
        return kind === 'folder' || matchers.every((matches) => matches(relative));
      },
      onFound: (found) => onFound?.(pictures.size + found),
    });
    for (const file of files) {
      if (pictures.has(file)) continue;
      const relative = file === root ? path.basename(file) : path.relative(root, file);
      pictures.set(file, { path: file, relative: relative.replaceAll(path.sep, '/') });
    }
    notes.push(...failures);
  }
  return { pictures: [...pictures.values()], notes };
}

/** A folder or picture; for a glob the folder that it starts from, and what it asks for beneath it. */
async function rootOf(given: string): Promise<{ readonly root: string; readonly glob?: string }> {
  const there = await stat(given).catch(() => undefined);
  if (there) return { root: given };
  const { base, glob, isGlob } = picomatch.scan(given.replaceAll(path.sep, '/'));
  return isGlob && base !== '' ? { root: path.normalize(base), glob } : { root: given };
}

/** What stands before a path within the root to count from `base`: with `/` at its end. */
function excludedFrom(root: string, base: string | undefined): string {
  const between = base === undefined ? '' : path.relative(base, root).replaceAll(path.sep, '/');
  return between === '' || between.startsWith('..') || path.isAbsolute(between) ? '' : `${between}/`;
}
