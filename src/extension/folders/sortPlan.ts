import path from 'node:path';

/** A picture and what it was taken for. */
export interface SortedPicture {
  readonly file: string;
  readonly label: string;
  readonly probability: number;
}

export interface SortPlan {
  readonly moves: readonly { readonly from: string; readonly to: string; readonly label: string }[];
  /** Pictures whose place is taken by another file: nothing is overwritten. */
  readonly collisions: readonly string[];
  /** Pictures below the threshold. */
  readonly unsure: number;
  /** Pictures that lie in their label's folder already. */
  readonly inPlace: number;
}

interface SortOptions {
  /** Where the labels' folders are, or are made. */
  readonly target: string;
  /** Answers below it are not followed, 0 to 1. */
  readonly threshold: number;
  readonly exists: (file: string) => boolean;
}

/** Where each picture goes. Of two with one name, the first goes and the other stays. */
export function sortPlan(pictures: readonly SortedPicture[], options: SortOptions): SortPlan {
  const { target, threshold, exists } = options;
  const moves: { from: string; to: string; label: string }[] = [];
  const collisions: string[] = [];
  const taken = new Set<string>();
  let [unsure, inPlace] = [0, 0];
  for (const { file, label, probability } of pictures) {
    const to = path.join(target, folderName(label), path.basename(file));
    // On many systems `Cup.jpg` and `cup.jpg` are one file.
    const key = to.toLowerCase();
    if (probability < threshold) unsure++;
    else if (to === file) inPlace++;
    else if (taken.has(key) || exists(to)) collisions.push(file);
    else {
      taken.add(key);
      moves.push({ from: file, to, label });
    }
  }
  return { moves, collisions, unsure, inPlace };
}

/** Names that Windows keeps for devices. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** A label as the name of a folder on any system. */
export function folderName(label: string): string {
  const clean = label
    .replace(/[\p{Cc}<>:"/\\|?*]/gu, '_')
    .replace(/[. ]+$/, '')
    .trim();
  if (clean === '') return '_';
  return RESERVED.test(clean) ? `${clean}_` : clean;
}
