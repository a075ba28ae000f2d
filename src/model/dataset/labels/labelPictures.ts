import path from 'node:path';
import type { LabelSource } from '../../../shared/datasetProtocol';
import type { FoundPicture } from '../scan/scanPictures';
import { folderLabel, hasSplits, type FolderLabel } from './folderLabel';
import { readLabelFile } from './labelFile';

/** A picture with the truth that answers are judged by, where there is one. */
export type LabelledPicture = FoundPicture & FolderLabel;

/**
 * Gives pictures their labels. The folders of a split are told in any case.
 *
 * @throws XceptionError `file-missing`, `file-unreadable`, `usage` for a file of labels that cannot be used
 */
export async function labelPictures(
  pictures: readonly FoundPicture[],
  source: LabelSource | undefined,
): Promise<readonly LabelledPicture[]> {
  const splits = hasSplits(pictures.map(({ relative }) => relative));
  const inFile = source?.kind === 'file' ? await readLabelFile(source.path) : undefined;
  // Where the folders of classes were chosen themselves, their pictures lie right beneath the roots.
  const roots = new Set(pictures.map(rootOf));
  return pictures.map((picture) => {
    const { label, split } = folderLabel(picture.relative, splits);
    const fromFolder = label ?? (roots.size > 1 && !splits ? path.basename(rootOf(picture)) : undefined);
    const found = inFile ? inFile(picture) : source?.kind === 'folders' ? fromFolder : undefined;
    return {
      ...picture,
      ...(found !== undefined && { label: found }),
      ...(split !== undefined && { split }),
    };
  });
}

/** The folder that a picture's relative path counts from. */
function rootOf({ path: file, relative }: FoundPicture): string {
  return relative.split('/').reduce((folder) => path.dirname(folder), file);
}
