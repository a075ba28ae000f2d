/** Parts of the data: to learn from, to know when to stop, to judge by. */
export type Split = 'train' | 'val' | 'test';

/** Folders that stand for a part of the data and not for a class, as torchvision's and Keras' examples name them. */
const SPLITS: Readonly<Record<string, Split>> = {
  train: 'train',
  training: 'train',
  val: 'val',
  valid: 'val',
  validation: 'val',
  test: 'test',
  testing: 'test',
};

export interface FolderLabel {
  readonly label?: string;
  readonly split?: Split;
}

/**
 * The label that a picture's folders give it: the first beneath the root, or the one after a folder of a split.
 *
 * @param relative - path within the root, with `/`
 * @param split - whether the root's folders are splits: see {@link hasSplits}
 */
export function folderLabel(relative: string, split: boolean): FolderLabel {
  const folders = relative.split('/').slice(0, -1);
  const side = split ? splitOf(folders[0]) : undefined;
  const label = split ? side && folders[1] : folders[0];
  return { ...(label !== undefined && { label }), ...(side !== undefined && { split: side }) };
}

/** Whether pictures lie in folders of a split: one of them must be for training, so that a class may be called "test". */
export function hasSplits(relatives: readonly string[]): boolean {
  return relatives.some((relative) => {
    const [first, ...rest] = relative.split('/').slice(0, -1);
    return rest.length > 0 && splitOf(first) === 'train';
  });
}

function splitOf(folder: string | undefined): Split | undefined {
  const name = folder?.toLowerCase() ?? '';
  return Object.hasOwn(SPLITS, name) ? SPLITS[name] : undefined;
}
