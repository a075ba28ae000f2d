import assert from 'node:assert/strict';
import type { Scalar, Tensor } from '@tensorflow/tfjs-node';
import { NETWORK_IDS } from '../../src/model/arch/buildNetwork';
import type { HeadLayer } from '../../src/model/arch/networkGraph';
import type { StoredPicture } from '../../src/model/runtime/activations/activationStore';
import { gradCam, type CamRequest } from '../../src/model/runtime/explain/gradCam';
import type { Explained } from '../../src/model/runtime/explain/heatmap';
import { lastMapLayer, tailAfter } from '../../src/model/runtime/explain/networkTail';
import { scoreGradient } from '../../src/model/runtime/explain/scoreGradient';
import { globalMax } from '../../src/model/runtime/globalMax';
import { InsideModel } from '../../src/model/runtime/insideModel';
import { nativeTensorflow } from '../../src/model/runtime/nativeTensorflow';
import { openModel } from '../../src/model/weights/openModel';
import type { NetworkId } from '../../src/shared/network';
import { XceptionError } from '../../src/shared/xceptionError';
import {
  correlation,
  insideWithHead,
  photograph,
  pictureFor,
  referenceMaps,
  sampleModel,
  syntheticPicture,
  untrainedInside,
  type ReferenceMap,
} from '../support/lookInside';

const METHODS = ['gradcam', 'gradcam++'] as const;
const SMALL = 96;
const small = syntheticPicture(SMALL);

function explain(model: InsideModel, picture: StoredPicture, request: CamRequest): Explained {
  return gradCam(
    model.network,
    (names) => model.activations.outputsOf(names, picture),
    model.record,
    request,
  );
}

function agrees(model: InsideModel, picture: StoredPicture, reference: ReferenceMap): void {
  for (const method of METHODS) {
    const { layer, classIndex, height, width } = reference;
    const map = explain(model, picture, { layer, classIndex, method });
    assert.deepEqual([map.height, map.width], [height, width]);
    const score = map.scores[classIndex] ?? 0;
    assert.ok(Math.abs(score - reference.score) < 1e-3, `score ${score}, not ${reference.score}`);
    const agreement = correlation(map.values, reference[method]);
    assert.ok(agreement > 0.9999, `${method} at ${layer} correlates with ${agreement}`);
    // Grad-CAM++ leaves the exponential of the score out, which is a factor of the whole map.
    const scale = method === 'gradcam' ? 1 : Math.exp(reference.score);
    const peak = Math.max(...reference[method]);
    const farthest = Math.max(
      ...reference[method].map((value, i) => Math.abs(value - scale * (map.values[i] ?? 0))),
    );
    assert.ok(farthest < 2e-3 * peak, `${method} at ${layer} is ${farthest / peak} of its peak off`);
  }
}

const usage = (pattern: RegExp) => (error: unknown) =>
  error instanceof XceptionError && error.code === 'usage' && pattern.test(error.message);

describe('class activation maps', function () {
  this.timeout(300_000);
  const models: InsideModel[] = [];
  const using = <T extends InsideModel>(model: T): T => {
    models.push(model);
    return model;
  };
  afterEach(() => models.splice(0).forEach((model) => model.dispose()));

  for (const network of ['paper', 'article'] as const) {
    it(`are those of Keras and TensorFlow for ${network}, with weights by formula`, async () => {
      const model = using(await untrainedInside(network, 299));
      for (const reference of referenceMaps(network)) agrees(model, syntheticPicture(299), reference);
    });
  }

  it('are those of Keras and TensorFlow for the sample model and its photographs', async () => {
    const model = using(InsideModel.load(await openModel(sampleModel())));
    for (const reference of referenceMaps('kitchenware')) {
      const picture = await pictureFor(model, photograph(reference.photograph!));
      agrees(model, picture, reference);
      const { classIndex } = explain(model, picture, { layer: reference.layer, method: 'gradcam' });
      assert.equal(classIndex, reference.classIndex, 'the most probable class is the default');
    }
  });

  const layers: Readonly<Record<NetworkId, readonly string[]>> = {
    paper: ['block14_sepconv2_act', 'block13_pool', 'block8_sepconv2', 'add_2', 'block3_sepconv1_act'],
    article: ['activation_23', 'max_pooling2d_3', 'concatenate_5', 'separable_conv2d_8'],
    pytorch: [
      'convBlock_C.sepconv2.activation',
      'convBlock_C.cat',
      'convBlock_B_4.cat',
      'convBlock_A_2.branch1',
    ],
  };
  for (const network of NETWORK_IDS) {
    it(`come from gradients that finite differences confirm in ${network}`, async () => {
      const model = using(await untrainedInside(network, SMALL));
      for (const layer of layers[network]) {
        confirmByDifferences(model, layer);
      }
    });
  }

  it('look at the last layer before pooling unless told otherwise', async () => {
    for (const network of NETWORK_IDS) {
      const model = using(await untrainedInside(network, SMALL));
      const layer = lastMapLayer(model.network.layers);
      assert.equal(layer, layers[network][0]);
      assert.deepEqual(tailAfter(model.network.layers, layer).starts, [layer]);
      const { values, width } = explain(model, small, { layer, method: 'gradcam' });
      assert.equal(values.length, width * width);
      assert.ok(values.some((value) => value > 0));
    }
  });

  const dense = (units: number, activation: 'linear' | 'softmax' | 'sigmoid' | 'gelu'): HeadLayer => ({
    op: { kind: 'dense', units, bias: true, activation },
  });
  const average: HeadLayer = { op: { kind: 'pool', mode: 'average' } };

  it('are the same whether the scores end in softmax, sigmoid, or nothing', async () => {
    const layer = 'block14_sepconv2_act';
    const maps = [];
    for (const [activation, output] of [
      ['linear', 'logits'],
      ['softmax', 'softmax'],
      ['sigmoid', 'sigmoid'],
    ] as const) {
      const model = using(await insideWithHead([average, dense(5, activation)], output, SMALL));
      maps.push(explain(model, small, { layer, classIndex: 3, method: 'gradcam' }));
    }
    assert.deepEqual(maps[1]?.values, maps[0]?.values);
    assert.deepEqual(maps[2]?.values, maps[0]?.values);
    assert.deepEqual(maps[2]?.scores, maps[0]?.scores);
  });

  it('explain both classes of a single sigmoid: one is the other turned round', async () => {
    const head = [average, dense(1, 'sigmoid')];
    const model = using(await insideWithHead(head, 'sigmoid', SMALL));
    const layer = 'block14_sepconv2_act';
    const gradients = [0, 1].map((classIndex) =>
      nativeTensorflow().tidy(() =>
        scoreGradient(
          model.network,
          (names) => model.activations.outputsOf(names, small),
          model.record,
          layer,
          classIndex,
        ).gradient.dataSync<'float32'>(),
      ),
    );
    assert.ok(gradients[0]!.some((value) => value !== 0));
    assert.deepEqual(
      gradients[0]!.map((value) => -value),
      gradients[1],
    );
    assert.throws(() => explain(model, small, { layer, classIndex: 2, method: 'gradcam' }), usage(/0 to 1/));
  });

  it('go through heads of every kind', async () => {
    const heads: readonly (readonly HeadLayer[])[] = [
      [{ op: { kind: 'pool', mode: 'max' } }, { op: { kind: 'dropout', rate: 0.5 } }, dense(4, 'linear')],
      [
        { op: { kind: 'flatten' } },
        dense(8, 'gelu'),
        dense(4, 'softmax'),
        { op: { kind: 'dropout', rate: 0.1 } },
      ],
      [
        average,
        dense(8, 'sigmoid'),
        { op: { kind: 'batchnorm', epsilon: 1e-3, momentum: 0.9 } },
        dense(4, 'linear'),
      ],
      [average, dense(4, 'linear'), { op: { kind: 'activation', activation: 'softmax' } }],
    ];
    for (const head of heads) {
      const model = using(await insideWithHead(head, 'logits', SMALL));
      // Before the last ReLU, where no two places of a map are alike.
      confirmByDifferences(model, 'block14_sepconv2_bn');
    }
  });

  it('share the gradient of a maximum among the places that share it, as TensorFlow does', () => {
    const tf = nativeTensorflow();
    const gradient = tf.tidy(() => {
      // Two maps: 0 at all four places, and 3 at two of four; their maxima count twice and ten times.
      const maps = tf.tensor4d([0, 3, 0, 1, 0, 3, 0, 2], [1, 2, 2, 2]);
      const score = (x: Tensor): Scalar => tf.sum(tf.mul(globalMax(tf, x), tf.tensor2d([[2, 10]])));
      return tf.grad(score)(maps).dataSync();
    });
    assert.deepEqual([...gradient], [0.5, 5, 0.5, 0, 0.5, 5, 0.5, 0]);
  });

  it('are refused where there is nothing to look at, with the reason', async () => {
    const model = using(await untrainedInside('paper', SMALL));
    const at = (layer: string, classIndex?: number) => () =>
      explain(model, small, { layer, classIndex, method: 'gradcam' });
    assert.throws(at('block5_sepconv9'), usage(/no layer "block5_sepconv9".*134/));
    assert.throws(at('avg_pool'), usage(/no feature maps/));
    assert.throws(at('predictions'), usage(/Nothing comes after/));
    assert.throws(at('block14_sepconv2_act', 1000), usage(/0 to 999/));
    assert.throws(at('block14_sepconv2_act', 0.5), usage(/no class 0.5/));
  });

  it('leave no tensor behind', async () => {
    const tf = nativeTensorflow();
    const model = using(await untrainedInside('paper', 71));
    const look = (i: number): void => {
      const layer = ['block14_sepconv2_act', 'add_10', 'block13_sepconv2_bn'][i % 3]!;
      const picture = { ...syntheticPicture(71), key: String(Math.floor(i / 10)) };
      explain(model, picture, { layer, classIndex: i, method: METHODS[i % 2]! });
      if (i % 10 === 0) {
        assert.throws(() => explain(model, picture, { layer: 'avg_pool', method: 'gradcam' }));
      }
    };
    [0, 1, 2].forEach(look);
    const { numTensors, numBytes } = tf.memory();
    for (let i = 0; i < 200; i++) look(i);
    assert.deepEqual([tf.memory().numTensors, tf.memory().numBytes], [numTensors, numBytes]);
  });
});

/**
 * Compares how fast the score grows along one direction in a layer's output: by the gradient, and by running the tail
 * from both sides. Long steps cross the kinks of ReLU and max pooling, short ones drown in rounding: one of four must fit.
 */
function confirmByDifferences(model: InsideModel, layer: string): void {
  const tf = nativeTensorflow();
  const outputsOf = (names: readonly string[]): ReadonlyMap<string, Tensor> =>
    model.activations.outputsOf(names, small);
  const { analytic, numeric } = tf.tidy(() => {
    const { maps, gradient, classIndex } = scoreGradient(
      model.network,
      outputsOf,
      model.record,
      layer,
      undefined,
    );
    // Half along the gradient, so that the change is no sum of cancelling noise, and half at random.
    const random = tf.randomNormal(maps.shape, 0, 1, 'float32', 7);
    const unit = (of: Tensor): Tensor => tf.div(of, tf.norm(of));
    const direction = unit(tf.add(unit(gradient), unit(random)));
    const tail = tailAfter(model.network.layers, layer);
    const known = outputsOf(tail.starts);
    const length = tf.norm(maps).dataSync()[0] ?? 0;
    const scoreAt = (shift: number): number => {
      const moved = tf.add(maps, tf.mul(direction, shift));
      return model.network.runTail(tail.layers, new Map(known).set(layer, moved)).dataSync()[classIndex] ?? 0;
    };
    return {
      analytic: tf.sum(tf.mul(gradient, direction)).dataSync()[0] ?? 0,
      numeric: [3e-3, 1e-3, 3e-4, 1e-4].map((share) => {
        const step = share * length;
        return (scoreAt(step) - scoreAt(-step)) / (2 * step);
      }),
    };
  });
  const error = Math.min(...numeric.map((value) => Math.abs(value / analytic - 1)));
  assert.ok(error < 0.005, `${layer}: ${analytic} by gradient, ${numeric.join(', ')} by differences`);
}
