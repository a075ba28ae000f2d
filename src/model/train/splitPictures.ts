import type { SplitSide } from '../../shared/trainProtocol';
import type { Random } from './random';

/** A picture as far as a split is concerned. */
export interface SplitItem {
  /** Index of its class. */
  readonly label: number;
  /** Pictures with the same number are copies of each other. */
  readonly group: number;
  /** The side that its folder says. */
  readonly side?: SplitSide | undefined;
}

/** Where a picture went. `left-out` is a copy of a picture on a side that must not have been seen in training. */
export type Placement = SplitSide | 'left-out';

/** Of two sides the later one is kept clean of the earlier one's pictures. */
const ORDER: readonly SplitSide[] = ['train', 'validation', 'test'];

/**
 * Splits by what the folders say. A picture with a copy on a later side (train, validation, test) is left out, so that the
 * later side stays whole and unseen.
 *
 * @param items - each with a side
 */
export function splitByFolder(items: readonly SplitItem[]): readonly Placement[] {
  const latest = new Map<number, number>();
  for (const { group, side = 'train' } of items) {
    latest.set(group, Math.max(latest.get(group) ?? 0, ORDER.indexOf(side)));
  }
  return items.map(({ group, side = 'train' }) =>
    (latest.get(group) ?? 0) > ORDER.indexOf(side) ? 'left-out' : side,
  );
}

/**
 * Puts aside a share of the pictures, of each class alike, drawn by a seed. Copies stay together. A class with two groups
 * of pictures or more has one on either side.
 *
 * @param share - from 0 to below 1
 * @returns for each item whether it was put aside
 */
export function drawShare(items: readonly SplitItem[], share: number, random: Random): readonly boolean[] {
  const groups = groupsByClass(items);
  const aside = new Set<number>();
  for (const [label, members] of groups) {
    const total = [...members.values()].reduce((sum, size) => sum + size, 0);
    const wanted = share > 0 && members.size > 1 ? Math.max(1, Math.round(total * share)) : 0;
    let taken = 0;
    let left = members.size;
    for (const group of random.for(`class ${label}`).shuffled([...members.keys()])) {
      if (taken >= wanted || left === 1) break;
      const size = members.get(group) ?? 0;
      // A group that would overshoot by more than it helps stays.
      if (taken > 0 && taken + size - wanted > wanted - taken) continue;
      aside.add(group);
      taken += size;
      left--;
    }
  }
  return items.map(({ group }) => aside.has(group));
}

/**
 * Deals the pictures into folds for cross-validation, each class evenly, copies together.
 *
 * @returns for each item its fold, from 0
 */
export function drawFolds(items: readonly SplitItem[], folds: number, random: Random): readonly number[] {
  const foldOf = new Map<number, number>();
  // Each class goes on where the one before ended, so that small classes do not all lie in the first folds.
  let next = 0;
  for (const [label, members] of groupsByClass(items)) {
    const sizes = Array.from({ length: folds }, () => 0);
    for (const group of random.for(`class ${label}`).shuffled([...members.keys()])) {
      const order = sizes.map((_, index) => (index + next) % folds);
      const fold = order.reduce((best, each) => ((sizes[each] ?? 0) < (sizes[best] ?? 0) ? each : best));
      foldOf.set(group, fold);
      sizes[fold] = (sizes[fold] ?? 0) + (members.get(group) ?? 0);
    }
    next = (next + members.size) % folds;
  }
  return items.map(({ group }) => foldOf.get(group) ?? 0);
}

/** Sizes of the groups by class; a group belongs to the class of its first picture. Both in the order of the items. */
function groupsByClass(items: readonly SplitItem[]): ReadonlyMap<number, ReadonlyMap<number, number>> {
  const classOf = new Map<number, number>();
  const groups = new Map<number, Map<number, number>>();
  for (const { label, group } of items) {
    const owner = classOf.get(group) ?? label;
    classOf.set(group, owner);
    const members = groups.get(owner) ?? new Map<number, number>();
    groups.set(owner, members.set(group, (members.get(group) ?? 0) + 1));
  }
  return groups;
}
