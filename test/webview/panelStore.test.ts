import assert from 'node:assert/strict';
import { applyUpdate, PanelStore } from '../../src/webview/panelStore';
import {
  classification,
  emptyState,
  entry,
  kitchenware,
  panelState,
  untrained,
  waitingEntry,
} from './support/states';

function shownEntries(store: PanelStore): readonly number[] | undefined {
  return store.snapshot.state?.entries.map(({ id }) => id);
}

const quiet = { models: {}, run: null, problem: null, selected: null, layer: null, activeModel: null };

describe('the panel’s store', () => {
  it('replaces entries by id, puts new ones at the end, and takes the rest as it is told', () => {
    const before = panelState({ entries: [entry(1), waitingEntry(2)], problem: 'old' });
    const run = { total: 3, done: 2, activity: 'Classifying …' };
    const finished = entry(2, { result: classification(kitchenware, [0.6, 0.4]) });
    const after = applyUpdate(before, {
      entries: [waitingEntry(3), finished],
      models: { [untrained.id]: untrained },
      run,
      problem: null,
      selected: 2,
      layer: 'add',
      activeModel: 'kitchenware',
    });
    assert.deepEqual(
      after.entries.map(({ id }) => id),
      [1, 2, 3],
    );
    assert.equal(after.entries[0], before.entries[0]);
    assert.equal(after.entries[1], finished);
    assert.deepEqual(Object.keys(after.models), [kitchenware.id, untrained.id]);
    assert.deepEqual([after.run, after.problem, after.selected], [run, null, 2]);
    assert.deepEqual([after.layer, after.activeModel], ['add', 'kitchenware']);
  });

  it('keeps the very list when only the selection changes', () => {
    const before = panelState({ entries: [entry(1)] });
    assert.equal(applyUpdate(before, { ...quiet, entries: [], selected: 1 }).entries, before.entries);
  });

  it('waits for the whole state before it takes an update', async () => {
    const store = new PanelStore();
    const context = { signal: new AbortController().signal, progress: () => undefined };
    await store.handlers.update({ ...quiet, entries: [entry(1)] }, context);
    assert.deepEqual(shownEntries(store), undefined);
    await store.handlers.setState(emptyState, context);
    await store.handlers.update({ ...quiet, entries: [entry(1)] }, context);
    assert.deepEqual(shownEntries(store), [1]);
  });

  it('tells its listener of every change until that ends', () => {
    const store = new PanelStore();
    let told = 0;
    const end = store.subscribe(() => told++);
    store.setState(emptyState);
    store.showPage('layers');
    store.report('no');
    end();
    store.report(null);
    assert.equal(told, 3);
    assert.equal(store.snapshot.state?.page, 'layers');
    assert.equal(store.snapshot.trouble, null);
  });
});
