import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-node';
import { nativeTensorflow } from '../../src/model/runtime/nativeTensorflow';
import { trainOptions } from '../../src/model/train/trainOptions';
import { trainInProcess, type TrainerOptions } from '../../src/model/trainer/trainerClient';
import { resolveModel, untrainedModel } from '../../src/model/weights/catalogue';
import { openModel } from '../../src/model/weights/openModel';
import type { EpochEvent, TrainOptions, TrainReport } from '../../src/shared/trainProtocol';
import { fixture, projectRoot } from '../support/paths';
import { writeShapes } from './support/shapeFolder';

describe('a network trained from random weights', function () {
  this.timeout(600_000);
  let folder = '';
  const train = (
    out: string,
    options: Partial<TrainOptions> = {},
    more: Partial<TrainerOptions> = {},
    overwrite = false,
  ): Promise<TrainReport> =>
    trainInProcess(
      {
        ...{ folder: path.join(folder, 'shapes'), model: untrainedModel('paper'), scratch: 'paper' },
        ...{ input: { height: 71, width: 71 }, out: path.join(folder, out), overwrite },
        options: trainOptions({ optimizer: 'adam', epochs: 3, batch: 8, testShare: 0.25, ...options }),
      },
      { entry: path.join(projectRoot, 'dist', 'trainer.js'), ...more },
    );

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'xception-scratch-'));
    await writeShapes(path.join(folder, 'shapes'), { each: 8 });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('loses no more than the epoch when it is killed, and ends with the very weights of one that was not', async () => {
    const whole = await train('whole.keras');
    let pid: number | undefined;
    const killed = train(
      'killed.keras',
      {},
      {
        onStart: (started) => (pid = started),
        onEvent: (event) => {
          if (event.kind === 'epoch' && event.epoch === 2 && pid !== undefined) process.kill(pid, 'SIGKILL');
        },
      },
    );
    await assert.rejects(killed, { code: 'process-ended' });
    assert.ok(!existsSync(path.join(folder, 'killed.keras')), 'nothing under the final name');
    const epochs: EpochEvent[] = [];
    const again = await train(
      'killed.keras',
      {},
      {
        onEvent: (event) => {
          if (event.kind === 'epoch') epochs.push(event);
        },
      },
    );
    assert.deepEqual(
      epochs.map(({ epoch }) => epoch),
      [3],
    );
    assert.equal(again.weights, whole.weights);
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.includes('checkpoint')),
      [],
      'no checkpoint is left',
    );
    const { record } = await openModel(resolveModel(path.join(folder, 'killed.keras')));
    assert.deepEqual(record.labels, ['crosses', 'discs']);
  });

  it('does not go on with another training, and says so', async () => {
    const stop = new AbortController();
    const cancelled = train(
      'other.keras',
      {},
      {
        signal: stop.signal,
        onEvent: (event) => {
          if (event.kind === 'epoch') stop.abort();
        },
      },
    );
    await assert.rejects(cancelled, { code: 'cancelled' });
    assert.ok(existsSync(path.join(folder, 'other.keras.checkpoint')), 'what was done stays');
    await assert.rejects(train('other.keras', { seed: 2 }), {
      code: 'usage',
      message: /of another training/,
    });
    await assert.rejects(train('third.keras', { folds: 3 }), { code: 'usage', message: /trained as it is/ });
  });
});

describe('a batch norm in training', () => {
  it('has the gradients of Keras, through the statistics of its batch', () => {
    const tf = nativeTensorflow();
    const { maps, height, channels, norm } = JSON.parse(readFileSync(fixture('train/tail.json'), 'utf8')) as {
      readonly maps: readonly number[];
      readonly height: number;
      readonly channels: number;
      readonly norm: Readonly<
        Record<'gamma' | 'beta' | 'factors' | 'byInput' | 'byGamma' | 'byBeta', readonly number[]>
      >;
    };
    const shape: [number, number, number, number] = [4, height, height, channels];
    const factors = tf.tensor4d([...norm.factors], shape);
    const grads = tf.grads((values: Tensor, gamma: Tensor, beta: Tensor) => {
      const { mean, variance } = tf.moments(values, [0, 1, 2]);
      const [m, v] = [mean, variance] as [Tensor1D, Tensor1D];
      return tf
        .batchNorm(values, m, v, beta as Tensor1D, gamma as Tensor1D, 1e-3)
        .mul(factors)
        .sum();
    })([tf.tensor4d([...maps], shape), tf.tensor1d([...norm.gamma]), tf.tensor1d([...norm.beta])]);
    [norm.byInput, norm.byGamma, norm.byBeta].forEach((keras, i) => {
      const ours = grads[i]!.dataSync();
      const worst = Math.max(...keras.map((value, at) => Math.abs(value - ours[at]!)));
      assert.ok(worst < 2e-5 * Math.max(...keras.map(Math.abs)), `${i}: ${worst}`);
    });
  });
});
