import assert from 'node:assert/strict';
import { BATCH, batchFor } from '../../src/model/worker/batchSize';

describe('the size of a batch', () => {
  it('is the power of two that a turn has time for', () => {
    assert.deepEqual([0, 1, 18, 37, 38, 75, 76, 150, 151, 301, 5000].map(batchFor), [
      BATCH,
      BATCH,
      8,
      8,
      4,
      4,
      2,
      2,
      1,
      1,
      1,
    ]);
  });
});
