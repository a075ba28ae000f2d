import path from 'node:path';
import type { SplitSide } from '../../shared/trainProtocol';
import { XceptionError } from '../../shared/xceptionError';
import { folderLabel, type Split } from '../dataset/labels/folderLabel';
import { expandPaths } from '../image/imageFiles';

/** What folders of a split are for. */
const SIDES: Readonly<Record<Split, SplitSide>> = { train: 'train', val: 'validation', test: 'test' };

/** A picture file in the folder of its class. */
export interface LabelledFile {
  readonly file: string;
  /** From the root, with `/` on every system. */
  readonly relative: string;
  /** Index into the classes. */
  readonly label: number;
  readonly side?: SplitSide;
}

export interface LabelledFiles {
  /** Names of the classes' folders, sorted by code units as Keras does. */
  readonly classes: readonly string[];
  readonly files: readonly LabelledFile[];
  /** Pictures that lie in no class's folder, from the root. */
  readonly unlabelled: readonly string[];
}

/**
 * Finds the pictures beneath a folder. Its subfolders are the classes; where it has a subfolder `train`, that and its
 * neighbours `val` and `test` are the sides of a split, and their subfolders are the classes.
 *
 * @throws XceptionError `usage` with fewer than two classes; `file-missing` without pictures; `cancelled`
 */
export async function labelledFiles(root: string, signal?: AbortSignal): Promise<LabelledFiles> {
  const { files, failures } = await expandPaths([root], signal ? { signal } : {});
  const [failure] = failures;
  if (files.length === 0 && failure) throw new XceptionError(failure.error.code, failure.error.message);
  const found = files.map((file) => {
    const relative = path.relative(root, file).replaceAll(path.sep, '/');
    return { file: path.resolve(file), relative };
  });
  const split = found.some(({ relative }) => folderLabel(relative, true).split === 'train');
  const placed = found.map(({ file, relative }) => {
    const { label: name, split: part } = folderLabel(relative, split);
    return { file, relative, name, ...(part && { side: SIDES[part] }) };
  });
  const classes = [...new Set(placed.flatMap(({ name }) => name ?? []))].sort();
  if (classes.length < 2) throw tooFewClasses(root, classes, split);
  return {
    classes,
    files: placed.flatMap(({ name, ...rest }) =>
      name === undefined ? [] : { ...rest, label: classes.indexOf(name) },
    ),
    unlabelled: placed.flatMap(({ name, relative }) => (name === undefined ? relative : [])),
  };
}

function tooFewClasses(root: string, [only]: readonly string[], split: boolean): XceptionError {
  const has = only === undefined ? 'no subfolder with pictures' : `pictures of one class alone, "${only}"`;
  const where = split ? 'its folder "train"' : 'it';
  return new XceptionError(
    'usage',
    `"${root}" has ${has}. Put the pictures of each class into a subfolder of ${where} that bears the class's name; it takes two classes at least.`,
  );
}
