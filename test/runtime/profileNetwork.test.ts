import assert from 'node:assert/strict';
import { summarize } from '../../src/model/arch/summarize';
import { nativeTensorflow } from '../../src/model/runtime/nativeTensorflow';
import { matmulPeak } from '../../src/model/runtime/profile/matmulPeak';
import { median } from '../../src/model/runtime/profile/median';
import { layerTimes, timeRun } from '../../src/model/runtime/profile/profileNetwork';
import { syntheticPicture, untrainedInside } from '../support/lookInside';

describe('the time of each layer', function () {
  this.timeout(120_000);

  it('is measured for every layer, and is arithmetic of what the layer table says', async () => {
    const tf = nativeTensorflow();
    const side = 96;
    const { network } = await untrainedInside('paper', side);
    const images = tf.tensor4d(syntheticPicture(side).values, [1, side, side, 3]);
    timeRun(network, images);
    const { numTensors } = tf.memory();
    const runs = [timeRun(network, images), timeRun(network, images), timeRun(network, images)];
    assert.equal(tf.memory().numTensors, numTensors);
    const layers = layerTimes(network, runs, 100);
    const table = summarize('paper', { input: { height: side, width: side } }).layers;
    assert.deepEqual(
      layers.map(({ name, type, kind, block, macs }) => ({ name, type, kind, block, macs })),
      table.map(({ name, type, kind, block, macs }) => ({ name, type, kind, block, macs })),
    );
    assert.ok(Math.abs(layers.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-9);
    for (const { name, milliseconds, macs, gflops, peakShare } of layers) {
      assert.ok(milliseconds >= 0, name);
      assert.equal(milliseconds, median(runs.map((times) => times.get(name)!)));
      if (macs === 0) {
        assert.equal(gflops, undefined);
        continue;
      }
      assert.ok(Math.abs(gflops! - (2 * macs) / (milliseconds / 1000) / 1e9) < 1e-6 * gflops!);
      assert.ok(Math.abs(peakShare! - gflops! / 100) < 1e-9);
    }
    images.dispose();
    network.dispose();
  });

  it('is compared with what a large matrix product reaches, measured anew each time', () => {
    const { numTensors } = nativeTensorflow().memory();
    const peak = matmulPeak();
    assert.ok(peak > 0.1 && peak < 1e6, `${peak} GFLOPS`);
    assert.notEqual(matmulPeak(), peak, 'no two measurements are alike to the last digit');
    assert.equal(nativeTensorflow().memory().numTensors, numTensors);
  });

  it('is a median', () => {
    assert.deepEqual([median([3, 1, 2]), median([4, 1, 3, 2]), median([7])], [2, 2.5, 7]);
  });
});
