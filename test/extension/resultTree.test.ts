import assert from 'node:assert/strict';
import { resultTree } from '../../src/extension/views/resultTree';
import type { ResultEntry } from '../../src/shared/panelProtocol';
import { classification, entry, failure, kitchenware, waitingEntry } from '../webview/support/states';

function of(id: number, label: string, probability: number): ReturnType<typeof entry> {
  const result = classification(kitchenware, [probability]);
  return entry(id, { result: { ...result, predictions: [{ index: 0, label, probability }] } });
}

function groups(entries: readonly ResultEntry[]): readonly unknown[] {
  return resultTree(entries).map(({ kind, label, entries: found }) => [
    kind,
    label,
    found.map(({ id }) => id),
  ]);
}

describe('the tree of results', () => {
  it('groups by best label: the largest group first, then by name; within it the surest', () => {
    assert.deepEqual(
      groups([
        of(1, 'fork', 0.9),
        of(2, 'cup', 0.5),
        of(3, 'cup', 0.8),
        of(4, 'bowl', 0.7),
        of(5, 'cup', 0.8),
      ]),
      [
        ['label', 'cup', [3, 5, 2]],
        ['label', 'bowl', [4]],
        ['label', 'fork', [1]],
      ],
    );
  });

  it('puts what failed, by reason, and what waits at the end', () => {
    assert.deepEqual(groups([waitingEntry(1), entry(2, { result: failure }), of(3, 'cup', 1)]), [
      ['label', 'cup', [3]],
      ['failed', 'image-unreadable', [2]],
      ['waiting', '', [1]],
    ]);
  });

  it('is empty without results', () => {
    assert.deepEqual(resultTree([]), []);
  });
});
