import assert from 'node:assert/strict';
import { distinctRuns } from '../../src/extension/folders/distinctRuns';
import type { RunRecord, RunWishes } from '../../src/shared/datasetProtocol';
import { kitchenware } from '../webview/support/states';

function run(id: number, root: string, wishes: RunWishes): RunRecord {
  const model = {
    id: kitchenware.id,
    title: kitchenware.title,
    network: kitchenware.network,
    source: kitchenware.source,
  };
  return {
    run: id,
    state: 'done',
    created: id,
    changed: id,
    total: 1,
    done: 1,
    failed: 0,
    reasons: [],
    notes: [],
    request: { scan: { roots: [root] }, model, record: kitchenware, wishes },
  };
}

describe('the runs that are offered', () => {
  it('are those that were asked for, not a second one that keeps the features of the same pictures', () => {
    const runs = [
      run(4, '/cups', { topK: 10, features: true }),
      run(3, '/plates', { features: true }),
      run(2, '/forks', { topK: 10 }),
      run(1, '/cups', { topK: 10 }),
    ];
    assert.deepEqual(
      distinctRuns(runs).map((one) => one.run),
      [3, 2, 1],
    );
  });
});
