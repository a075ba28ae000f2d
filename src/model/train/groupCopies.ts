import { DisjointSets } from '../../shared/disjointSets';
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
  const sets = new DisjointSets(pictures.length);
  const byContent = new Map<string, number>();
  pictures.forEach(({ content }, index) => {
    const first = byContent.get(content);
    if (first === undefined) byContent.set(content, index);
    else sets.join(first, index);
  });
  // Of files with the same bytes one is compared with the others.
  const distinct = [...byContent.values()];
  distinct.forEach((a, place) => {
    for (const b of distinct.slice(place + 1)) {
      const [one, other] = [pictures[a], pictures[b]];
      if (one && other && looksAlike(one.hash, other.hash)) sets.join(a, b);
    }
  });
  return pictures.map((_, index) => sets.firstOf(index));
}
