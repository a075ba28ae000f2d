import { looksAlike, type PictureHash } from './pictureHash';

/** A picture as far as copies of it are told by. */
export interface HashedPicture {
  /** SHA-256 of its file. */
  readonly content: string;
  readonly hash: PictureHash;
}

/**
 * Groups pictures that are copies of each other: files with the same bytes, and pictures that look alike. What is alike to
 * one that is alike to a third belongs together.
 *
 * @returns for each picture the index of its group's first picture: its own, where there is no copy
 */
export function groupCopies(pictures: readonly HashedPicture[]): readonly number[] {
  const parents = pictures.map((_, index) => index);
  const find = (index: number): number => {
    let root = index;
    while (parents[root] !== root) root = parents[root] ?? root;
    parents[index] = root;
    return root;
  };
  const join = (a: number, b: number): void => {
    const [first, second] = [find(a), find(b)];
    parents[Math.max(first, second)] = Math.min(first, second);
  };
  const byContent = new Map<string, number>();
  pictures.forEach(({ content }, index) => {
    const first = byContent.get(content);
    if (first === undefined) byContent.set(content, index);
    else join(first, index);
  });
  // Of files with the same bytes one is compared with the others.
  const distinct = [...byContent.values()];
  distinct.forEach((a, place) => {
    for (const b of distinct.slice(place + 1)) {
      const [one, other] = [pictures[a], pictures[b]];
      if (one && other && looksAlike(one.hash, other.hash)) join(a, b);
    }
  });
  return parents.map((_, index) => find(index));
}
