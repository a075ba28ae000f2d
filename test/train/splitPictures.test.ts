import assert from 'node:assert/strict';
import { Random } from '../../src/model/train/random';
import { drawFolds, drawShare, splitByFolder, type SplitItem } from '../../src/model/train/splitPictures';

/** Pictures of two classes, 60 and 20, every fifth a copy of the one before. */
const items: readonly SplitItem[] = Array.from({ length: 80 }, (_, index) => ({
  label: index < 60 ? 0 : 1,
  group: index % 5 === 4 ? index - 1 : index,
}));
const together = (sides: readonly unknown[]): boolean =>
  items.every(
    ({ group }, index) => sides[index] === sides[items.findIndex((other) => other.group === group)],
  );

describe('splitting pictures', () => {
  it('puts aside the same share of every class, copies together, and the same pictures for the same seed', () => {
    const aside = drawShare(items, 0.2, new Random(1));
    const share = (label: number): number =>
      items.filter((item, index) => item.label === label && aside[index]).length;
    assert.ok(Math.abs(share(0) - 12) <= 1, String(share(0)));
    assert.ok(Math.abs(share(1) - 4) <= 1, String(share(1)));
    assert.ok(together(aside));
    assert.deepEqual(drawShare(items, 0.2, new Random(1)), aside);
    assert.notDeepEqual(drawShare(items, 0.2, new Random(2)), aside);
  });

  it('leaves something to learn from, and something to judge by, of every class with two pictures', () => {
    const few: readonly SplitItem[] = [0, 0, 1, 1, 2].map((label, group) => ({ label, group }));
    for (const share of [0.01, 0.99]) {
      const aside = drawShare(few, share, new Random(1));
      assert.equal(aside[0] !== aside[1] && aside[2] !== aside[3], true);
      assert.equal(aside[4], false, 'a single picture is learnt from');
    }
    assert.ok(drawShare(items, 0, new Random(1)).every((aside) => !aside));
  });

  it('by folders leaves out of training what has a copy among the pictures to judge by', () => {
    const placements = splitByFolder([
      { label: 0, group: 0, side: 'train' },
      { label: 0, group: 1, side: 'train' },
      { label: 0, group: 0, side: 'validation' },
      { label: 1, group: 3, side: 'validation' },
      { label: 1, group: 3, side: 'test' },
    ]);
    assert.deepEqual(placements, ['left-out', 'train', 'validation', 'left-out', 'test']);
  });

  it('deals folds of even size with every class in each, copies together', () => {
    const folds = drawFolds(items, 4, new Random(9));
    assert.ok(together(folds));
    for (let fold = 0; fold < 4; fold++) {
      const of = (label: number): number =>
        items.filter((item, index) => item.label === label && folds[index] === fold).length;
      assert.ok(Math.abs(of(0) - 15) <= 1 && Math.abs(of(1) - 5) <= 1, `${of(0)}, ${of(1)}`);
    }
    assert.deepEqual(drawFolds(items, 4, new Random(9)), folds);
  });
});
