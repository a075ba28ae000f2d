import assert from 'node:assert/strict';
import { galleryAction, type GalleryAction } from '../../src/webview/galleryKeys';
import { labelCounts, shownEntries, type ResultQuery } from '../../src/webview/resultQuery';
import { classification, entry, failure, kitchenware, waitingEntry } from './support/states';

const ALL: ResultQuery = { search: '', sort: 'added', direction: 'ascending', label: '', from: 0, to: 100 };

/** A kitchenware answer for one of its labels. */
function answered(
  id: number,
  label: string,
  best: number,
  name = `picture-${id}.jpg`,
): ReturnType<typeof entry> {
  const index = kitchenware.labels.indexOf(label);
  const predictions = [
    { index, label, probability: best },
    { index: (index + 1) % 6, label: 'other', probability: (1 - best) / 2 },
  ];
  const result = classification(kitchenware, [best, (1 - best) / 2, (1 - best) / 2]);
  const timings = { decode: 1, preprocess: 1, inference: 10 * id };
  return entry(id, { name, folder: 'shelf', result: { ...result, predictions, timings } });
}

const entries = [
  answered(1, 'cup', 0.6, 'b-10.jpg'),
  answered(2, 'fork', 0.9, 'b-2.jpg'),
  answered(3, 'cup', 0.8, 'a.jpg'),
  entry(4, { name: 'broken.jpg', result: failure }),
  { ...waitingEntry(5), name: 'late.jpg' },
];

function ids(changes: Partial<ResultQuery>): readonly number[] {
  return shownEntries(entries, { ...ALL, ...changes }).map(({ id }) => id);
}

describe('a query of results', () => {
  it('leaves all in the order in which they were asked for, or the other way round', () => {
    assert.deepEqual(ids({}), [1, 2, 3, 4, 5]);
    assert.deepEqual(ids({ direction: 'descending' }), [5, 4, 3, 2, 1]);
  });

  it('orders names as people do, and puts what has no value last either way', () => {
    assert.deepEqual(ids({ sort: 'name' }), [3, 2, 1, 4, 5]);
    assert.deepEqual(ids({ sort: 'label' }), [1, 3, 2, 4, 5]);
    assert.deepEqual(ids({ sort: 'probability' }), [1, 3, 2, 4, 5]);
    assert.deepEqual(ids({ sort: 'probability', direction: 'descending' }), [2, 3, 1, 4, 5]);
    assert.deepEqual(ids({ sort: 'margin', direction: 'descending' }), [2, 3, 1, 4, 5]);
    assert.deepEqual(ids({ sort: 'entropy' }), [2, 3, 1, 4, 5]);
    assert.deepEqual(ids({ sort: 'time', direction: 'descending' }), [3, 2, 1, 4, 5]);
  });

  it('searches names, folders and best labels for every word', () => {
    assert.deepEqual(ids({ search: 'FORK' }), [2]);
    assert.deepEqual(ids({ search: 'shelf cup' }), [1, 3]);
    assert.deepEqual(ids({ search: 'cup b-' }), [1]);
    assert.deepEqual(ids({ search: 'broken' }), [4]);
    assert.deepEqual(ids({ search: 'nowhere' }), []);
  });

  it('filters by label and by probability, bounds included', () => {
    assert.deepEqual(ids({ label: 'cup' }), [1, 3]);
    assert.deepEqual(ids({ from: 80 }), [2, 3]);
    assert.deepEqual(ids({ from: 60, to: 80 }), [1, 3]);
    assert.deepEqual(ids({ to: 99 }), [1, 2, 3], 'what has no answer has no probability');
  });

  it('counts the pictures of each label', () => {
    assert.deepEqual(labelCounts(entries), [
      ['cup', 2],
      ['fork', 1],
    ]);
  });
});

describe('the keys of a gallery', () => {
  // Eleven tiles in rows of four: 0-3, 4-7, 8-10.
  const press = (key: string, active: number, ctrlKey = false): GalleryAction | undefined =>
    galleryAction({ key, ctrlKey }, active, 11, 4);

  it('move along the rows and within a column', () => {
    assert.deepEqual(press('ArrowRight', 3), { focus: 4 });
    assert.deepEqual(press('ArrowLeft', 0), { focus: 0 });
    assert.deepEqual(press('ArrowDown', 1), { focus: 5 });
    assert.deepEqual(press('ArrowUp', 1), { focus: 1 });
    assert.deepEqual(press('ArrowDown', 7), { focus: 10 }, 'into a short last row');
    assert.deepEqual(press('PageDown', 0), { focus: 8 });
    assert.deepEqual(press('PageUp', 9), { focus: 1 });
  });

  it('go to the ends of a row and of all', () => {
    assert.deepEqual(press('Home', 6), { focus: 4 });
    assert.deepEqual(press('End', 4), { focus: 7 });
    assert.deepEqual(press('End', 8), { focus: 10 });
    assert.deepEqual(press('Home', 6, true), { focus: 0 });
    assert.deepEqual(press('End', 6, true), { focus: 10 });
  });

  it('select, open and close, and leave the others alone', () => {
    assert.deepEqual(
      [' ', 'Enter', 'Escape', 'Tab', 'a'].map((key) => press(key, 2)),
      ['select', 'open', 'close', undefined, undefined],
    );
  });
});
