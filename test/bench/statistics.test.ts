import assert from 'node:assert/strict';
import type * as Statistics from '../../bench/measure/statistics.mjs';
import type * as SameAnswers from '../../bench/measure/sameAnswers.mjs';
import type * as Memory from '../../bench/subjects/memory.mjs';
import type * as Figures from '../../bench/report/figures.mjs';
import { loadBench } from './loadBench';

describe("the benchmark's arithmetic", () => {
  it('takes the middle of what was measured', async () => {
    const { median, sample } = await loadBench<typeof Statistics>('measure/statistics.mjs');
    assert.deepEqual([median([5, 1, 9]), median([4, 1, 2, 100]), median([7])], [5, 3, 7]);
    assert.deepEqual(sample([3, 1, 2]), { median: 2, fastest: 1, slowest: 3, count: 3 });
    assert.throws(() => sample([]), /Nothing was measured/);
  });

  it('runs all in turn, and keeps what belongs to each', async () => {
    const { inTurn } = await loadBench<typeof Statistics>('measure/statistics.mjs');
    const order: string[] = [];
    const times = await inTurn(['a', 'b'], 2, (runner, round) => {
      order.push(runner);
      return Promise.resolve([round, 10 * round]);
    });
    assert.deepEqual(order, ['a', 'b', 'a', 'b']);
    assert.deepEqual(times.get('b'), [0, 0, 1, 10]);
  });

  it('refuses to compare times of networks whose answers differ', async () => {
    const { sameAnswers } = await loadBench<typeof SameAnswers>('measure/sameAnswers.mjs');
    const ours = [[0.7, 0.3]];
    assert.equal(sameAnswers([[0.70005, 0.29995]], ours).absolute.toFixed(5), '0.00005');
    assert.throws(() => sameAnswers([[0.701, 0.299]], ours), /others: .* 1\.0e-3/);
    assert.throws(() => sameAnswers([[NaN, 0.3]], ours), /others/);
    assert.throws(() => sameAnswers([[0.7]], ours), /1 probabilities instead of 2/);
    assert.throws(() => sameAnswers([], ours), /0 answers for 1/);
    // Small probabilities: a difference that is nothing in itself may be much of the greatest.
    assert.throws(() => sameAnswers([[0.01005, 0.00995]], [[0.01, 0.01]]), /others/);
  });

  it('tells flat memory from memory that grows', async () => {
    const { growthOf } = await loadBench<typeof Memory>('subjects/memory.mjs');
    const run = (bytes: (step: number) => number): ReturnType<typeof growthOf> =>
      growthOf(
        Array.from({ length: 8 }, (_, step) => ({
          pictures: 10 * (step + 1),
          residentBytes: bytes(step),
          tensors: 5,
        })),
      );
    assert.equal(run((step) => (step === 0 ? 1 : 500)).bytesPerPicture, 0);
    assert.equal(run((step) => 30 * step).bytesPerPicture, 3);
    assert.equal(run(() => 1).tensorsGrew, false);
  });

  it('writes figures that can be compared', async () => {
    const { gflops, memory, ratio, time } = await loadBench<typeof Figures>('report/figures.mjs');
    assert.deepEqual(
      [time(9.876), time(98.76), time(987.6), time(9876)],
      ['9.88 ms', '98.8 ms', '988 ms', '9.88 s'],
    );
    assert.equal(ratio(150, 100), '1.50×');
    assert.deepEqual([memory(512_300_000), memory(undefined)], ['512 MB', '–']);
    assert.equal(gflops(8.36e9, 167.2).toFixed(6), '100.000000');
  });
});
