import { createHash } from 'node:crypto';
import path from 'node:path';
import type { CopyGroup, FolderSurvey, SurveyRequest } from '../../shared/trainProtocol';
import { XceptionError } from '../../shared/xceptionError';
import { readImageFile } from '../image/readImageFile';
import { smallCopy } from '../image/smallCopy';
import { groupCopies } from './groupCopies';
import { labelledFiles, type LabelledFile } from './labelledFiles';
import { hashPicture, type PictureHash } from './pictureHash';
import { Random } from './random';
import { drawShare, splitByFolder, type Placement } from './splitPictures';
import { surveyWarnings } from './surveyWarnings';

/** A picture to learn from or to judge by. */
export interface SplitPicture extends LabelledFile {
  readonly placement: Placement;
  /** Pictures with the same number are copies of each other. */
  readonly group: number;
  /** SHA-256 of the file. */
  readonly content: string;
}

/** A folder of pictures, looked at and split. */
export interface SplitFolder {
  readonly survey: FolderSurvey;
  readonly classes: readonly string[];
  /** All that can be read, in the order of their paths. */
  readonly pictures: readonly SplitPicture[];
}

export interface SurveyOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Enough for a hash's grid. */
const HASHED_SIDE = 128;
const AT_ONCE = 4;

/**
 * Looks at all pictures of a folder, finds copies and splits: by the folders `train`, `val` and `test` where they are, else
 * by the seed. A folder with a `val` and no `test` is judged by its `val`. Copies never stand on both sides.
 *
 * @throws XceptionError `usage` with fewer than two classes, or nothing to learn from or judge by; `file-missing`; `cancelled`
 */
export async function surveyFolder(
  request: SurveyRequest,
  options: SurveyOptions = {},
): Promise<SplitFolder> {
  const { classes, files, unlabelled } = await labelledFiles(request.folder, options.signal);
  const looked = await lookAt(files, options);
  const readable = looked.filter((each) => 'hash' in each);
  const groups = groupCopies(readable);
  const items = readable.map(({ file, relative, label, side, content }, index) => ({
    ...{ file, relative, label, content, group: groups[index] ?? index },
    ...(side && { side }),
  }));
  const splitBy = items.some(({ side }) => side !== undefined && side !== 'train') ? 'folders' : 'seed';
  const placements = splitBy === 'folders' ? judgedByLast(splitByFolder(items)) : drawn(items, request);
  const pictures = items.map((item, index) => ({ ...item, placement: placements[index] ?? 'left-out' }));
  const unreadable = looked.flatMap((each) =>
    'error' in each ? { file: each.relative, error: each.error.toData() } : [],
  );
  const count = (label: number, placement: Placement): number =>
    pictures.filter((picture) => picture.label === label && picture.placement === placement).length;
  const counted = classes.map((name, label) => ({
    label: name,
    train: count(label, 'train'),
    validation: count(label, 'validation'),
    test: count(label, 'test'),
  }));
  const learnt = counted.map(({ train }) => train);
  const facts: Omit<FolderSurvey, 'warnings'> = {
    folder: path.resolve(request.folder),
    splitBy,
    classes: counted,
    imbalance: Math.max(...learnt) / Math.max(1, Math.min(...learnt)),
    unreadable,
    copies: copyGroups(pictures),
    leftOut: pictures.flatMap(({ placement, relative }) => (placement === 'left-out' ? relative : [])),
    unlabelled,
  };
  return { survey: { ...facts, warnings: surveyWarnings(facts) }, classes, pictures };
}

/** Without a folder `test`, the pictures of `val` are the ones to judge by. */
function judgedByLast(placements: readonly Placement[]): readonly Placement[] {
  if (placements.includes('test')) return placements;
  return placements.map((placement) => (placement === 'validation' ? 'test' : placement));
}

function drawn(
  items: readonly { readonly label: number; readonly group: number }[],
  { seed, testShare }: SurveyRequest,
): readonly Placement[] {
  return drawShare(items, testShare, new Random(seed).for('test')).map((aside) => (aside ? 'test' : 'train'));
}

type Looked = LabelledFile &
  ({ readonly content: string; readonly hash: PictureHash } | { readonly error: XceptionError });

/** Hashes files, a few at a time; the results stand in the order of the files. */
async function lookAt(
  files: readonly LabelledFile[],
  { signal, onProgress }: SurveyOptions,
): Promise<readonly Looked[]> {
  const results = new Map<number, Looked>();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < files.length) {
      const index = next++;
      const file = files[index];
      if (signal?.aborted) throw new XceptionError('cancelled', 'Cancelled.');
      if (file) results.set(index, { ...file, ...(await hashesOf(file.file)) });
      onProgress?.(results.size, files.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return files.flatMap((_, index) => results.get(index) ?? []);
}

async function hashesOf(
  file: string,
): Promise<{ readonly content: string; readonly hash: PictureHash } | { readonly error: XceptionError }> {
  try {
    const hash = hashPicture(await smallCopy(file, HASHED_SIDE));
    const content = createHash('sha256')
      .update(await readImageFile(file))
      .digest('hex');
    return { content, hash };
  } catch (thrown) {
    return { error: XceptionError.from(thrown) };
  }
}

function copyGroups(pictures: readonly SplitPicture[]): readonly CopyGroup[] {
  const groups = new Map<number, SplitPicture[]>();
  for (const picture of pictures) {
    groups.set(picture.group, [...(groups.get(picture.group) ?? []), picture]);
  }
  const several = (values: readonly unknown[]): boolean => new Set(values).size > 1;
  return [...groups.values()]
    .filter(({ length }) => length > 1)
    .map((members) => ({
      files: members.map(({ relative }) => relative),
      identical: !several(members.map(({ content }) => content)),
      labelsDiffer: several(members.map(({ label }) => label)),
      acrossSplit: several(members.map(({ side }) => side)),
    }));
}
