import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-node';
import type { LayerOp } from '../../src/model/arch/layerOp';
import type { FeatureSize, SizedLayer } from '../../src/model/arch/sizedLayer';
import { nativeTensorflow } from '../../src/model/runtime/nativeTensorflow';
import { fineTune, tailFeatures, type LabelledMaps } from '../../src/model/runtime/train/fineTune';
import { softmaxLoss } from '../../src/model/runtime/train/softmaxLoss';
import { exitTail, tailLayers, TailNetwork } from '../../src/model/runtime/train/tailNetwork';
import { Random } from '../../src/model/train/random';
import { trainOptions } from '../../src/model/train/trainOptions';
import type { WeightTensor } from '../../src/model/weights/tensorFile';
import { fixture } from '../support/paths';

const stored = JSON.parse(readFileSync(fixture('train/tail.json'), 'utf8')) as {
  readonly height: number;
  readonly channels: number;
  readonly maps: readonly number[];
  readonly labels: readonly number[];
  readonly weights: Readonly<
    Record<string, { readonly shape: readonly number[]; readonly values: readonly number[] }>
  >;
  readonly scores: readonly number[];
  readonly loss: number;
  readonly gradients: Readonly<Record<string, readonly number[]>>;
};

/** Keras' names of the tensors, by ours. */
const KERAS: Readonly<Record<string, string>> = {
  depthwise: 'depthwise_kernel',
  pointwise: 'pointwise_kernel',
  mean: 'moving_mean',
  variance: 'moving_variance',
};
const kerasName = (name: string): string => name.replace(/[^/]+$/, (role) => KERAS[role] ?? role);

const size = (channels: number): FeatureSize => ({
  height: stored.height,
  width: stored.height,
  channels,
  flat: false,
});
const layer = (name: string, op: LayerOp, from: string, inputs: number, channels = inputs): SizedLayer => ({
  ...{ name, op, type: op.kind, block: 'block14', flow: 'exit', functional: false, inputNames: [from] },
  ...{ inputs: [size(inputs)], output: size(channels), padding: { top: 1, bottom: 1, left: 1, right: 1 } },
  field: [
    { size: 1, jump: 1, start: 0 },
    { size: 1, jump: 1, start: 0 },
  ] as unknown as SizedLayer['field'],
});
const sepconv = (filters: number): LayerOp => ({
  ...{ kind: 'sepconv', filters, kernel: 3, stride: 1, padding: 'same', bias: false },
});
const norm: LayerOp = { kind: 'batchnorm', epsilon: 1e-3, momentum: 0.99 };
const tail = tailLayers(
  'merge',
  size(stored.channels),
  [
    layer('one', sepconv(6), 'merge', stored.channels, 6),
    layer('one_bn', norm, 'one', 6),
    layer('one_act', { kind: 'relu' }, 'one_bn', 6),
    layer('two', sepconv(7), 'one_act', 6, 7),
    layer('two_bn', norm, 'two', 7),
    layer('two_act', { kind: 'relu' }, 'two_bn', 7),
  ],
  'keras',
);
const kerasTensor = (name: string): WeightTensor => {
  const { shape, values } = stored.weights[kerasName(name)]!;
  return { shape, data: Float32Array.from(values) };
};
const weights = new Map(tail.tensors.map((name) => [name, kerasTensor(name)]));
const head = {
  layers: [
    {
      kernel: kerasTensor('scores/kernel').data,
      bias: kerasTensor('scores/bias').data,
      activation: 'softmax' as const,
    },
  ],
};

describe('fine-tuning the exit flow', () => {
  it('has the scores, the loss and every gradient of Keras', () => {
    const tf = nativeTensorflow();
    const network = new TailNetwork(tail, weights);
    const names = [...tail.learnt, 'scores/kernel', 'scores/bias'];
    assert.deepEqual(
      names.map(kerasName).sort(),
      Object.keys(stored.gradients).sort(),
      'all that Keras trains',
    );
    const maps: Tensor4D = tf.tensor4d([...stored.maps], [4, stored.height, stored.height, stored.channels]);
    let scores = new Float32Array();
    const { value, grads } = tf.valueAndGrads((...tensors: Tensor[]) => {
      const own = new Map(names.map((name, i) => [name, tensors[i]!]));
      const features = network.features(maps, own);
      const all = tf.add(tf.matMul(features, own.get('scores/kernel')!.as2D(7, 3)), own.get('scores/bias')!);
      scores = all.dataSync<'float32'>().slice();
      return softmaxLoss(all.as2D(4, 3), stored.labels, undefined);
    })(names.map((name) => tf.tensor(kerasTensor(name).data, [...kerasTensor(name).shape])));
    same(scores, stored.scores, 'scores');
    same(value.dataSync(), [stored.loss], 'loss');
    names.forEach((name, i) => {
      same(grads[i]!.dataSync(), stored.gradients[kerasName(name)]!, name);
    });
    network.dispose();
  });

  it('learns, changes the kernels and leaves the statistics, and keeps the best by the validation pictures', async () => {
    const tf = nativeTensorflow();
    const before = tf.memory().numTensors;
    const random = new Random(4);
    const length = stored.height ** 2 * stored.channels;
    const draw = (count: number): LabelledMaps => {
      const labels = Array.from({ length: count }, (_, index) => index % 3);
      // A class is a channel that is brighter.
      const all = labels.map((label) =>
        Float32Array.from(
          { length },
          (_, i) => random.between(-1, 1) + (i % stored.channels === label ? 3 : 0),
        ),
      );
      return { labels, read: (rows) => Float32Array.from(rows.flatMap((row) => [...all[row]!])) };
    };
    const pictures = { train: draw(48), validation: draw(24) };
    const network = new TailNetwork(tail, weights);
    const losses: number[] = [];
    const tuned = await fineTune(network, weights, head, pictures, {
      ...{
        classes: 3,
        options: trainOptions({
          fineTuneEpochs: 25,
          fineTuneRate: 0.05,
          batch: 12,
          patience: 25,
          dropout: 0,
        }),
        random,
      },
      onEpoch: ({ held }) => {
        losses.push(held!.loss);
      },
      checkpoint: () => 'go on',
    });
    assert.ok(losses.at(-1)! < losses[0]! * 0.8, losses.join(' '));
    // What is less than a ten-thousandth lower is no better.
    assert.ok(losses[tuned.bestEpoch - 1]! - Math.min(...losses) <= 1e-4, losses.join(' '));
    assert.deepEqual([...tuned.weights.keys()], tail.learnt);
    assert.ok(!tail.learnt.some((name) => /mean|variance/.test(name)));
    for (const [name, { data }] of tuned.weights) assert.notDeepEqual(data, weights.get(name)!.data, name);
    const features = tailFeatures(network, tuned.weights, pictures.validation);
    assert.deepEqual([features.length, features[0]!.length], [24, 7]);
    network.dispose();
    assert.equal(tf.memory().numTensors, before, 'no tensor is left behind');
  });

  it('starts from the last merge of each network', () => {
    const input = { height: 299, width: 299 };
    const paper = exitTail({ network: 'paper' }, input);
    assert.deepEqual([paper.size.height, paper.size.width, paper.size.channels], [10, 10, 1024]);
    assert.deepEqual(
      paper.layers.map(({ name }) => name),
      [
        'block14_sepconv1',
        'block14_sepconv1_bn',
        'block14_sepconv1_act',
        'block14_sepconv2',
        'block14_sepconv2_bn',
        'block14_sepconv2_act',
      ],
    );
    for (const network of ['article', 'pytorch'] as const) {
      const { layers, start } = exitTail({ network }, input);
      assert.equal(layers[0]?.inputNames[0], start);
      assert.equal(layers.at(-1)?.output.channels, 2048);
    }
  });
});

/** To five millionths of the greatest. */
function same(ours: ArrayLike<number>, keras: readonly number[], what: string): void {
  assert.equal(ours.length, keras.length, what);
  const greatest = Math.max(...keras.map(Math.abs));
  const worst = Math.max(...keras.map((value, i) => Math.abs(value - ours[i]!)));
  assert.ok(worst <= 5e-6 * greatest, `${what} differs by ${worst} of ${greatest}`);
}
