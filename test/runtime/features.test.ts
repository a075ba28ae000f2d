import assert from 'node:assert/strict';
import type { Tensor4D } from '@tensorflow/tfjs-node';
import { buildNetwork, NETWORK_IDS, networks } from '../../src/model/arch/buildNetwork';
import { DEFAULT_INPUT, sizeNetwork } from '../../src/model/arch/sizeNetwork';
import { layerDeviation } from '../../src/model/runtime/compareReference';
import { EagerNetwork } from '../../src/model/runtime/eagerNetwork';
import { FastNetwork } from '../../src/model/runtime/fastNetwork';
import { foldNetwork } from '../../src/model/runtime/foldNetwork';
import { hasOneDnn } from '../../src/model/runtime/hasOneDnn';
import { nativeTensorflow } from '../../src/model/runtime/nativeTensorflow';
import { RunnableModel } from '../../src/model/runtime/runnableModel';
import { scaleToUnit, syntheticImage } from '../../src/model/runtime/syntheticImage';
import { untrainedModel } from '../../src/model/weights/catalogue';
import { openModel } from '../../src/model/weights/openModel';
import { untrainedWeights } from '../../src/model/weights/untrained';
import { XceptionError } from '../../src/shared/xceptionError';
import { referenceOutputs } from '../support/reference';

const SIDE = 96;
const INPUT = { height: SIDE, width: SIDE };
const CHANNELS = 2048;

describe('the features of a picture', function () {
  this.timeout(120_000);

  for (const network of NETWORK_IDS) {
    const graph = buildNetwork(network, { classes: 10 });
    const layers = sizeNetwork(graph, INPUT);
    const weights = untrainedWeights(network, { classes: 10 }, INPUT);
    const image = scaleToUnit(syntheticImage(SIDE));

    it(`of ${network} are the averages of the backbone's last maps, in batches of any size`, () => {
      const batch = Float32Array.from([...image, ...image.map((value) => -value)]);
      const expected = eagerFeatures(batch);
      const tolerance = 1e-5 * deviation(expected);
      for (const kernels of ['plain', 'onednn'] as const) {
        if (kernels === 'onednn' && !hasOneDnn()) continue;
        const folded = foldNetwork(layers, weights, graph.output, { features: graph.features });
        const fast = new FastNetwork(folded, INPUT, { kernels });
        for (const pictures of [1, 2, 1]) {
          const images = batch.slice(0, pictures * image.length);
          const { scores, features } = fast.scoreWithFeatures(images);
          assert.deepEqual(features.shape, [pictures, CHANNELS]);
          features.values.forEach((value, index) => {
            const off = Math.abs(value - (expected[index] ?? Number.NaN));
            assert.ok(off < tolerance, `${kernels}: ${off} off at ${index} of ${pictures} pictures`);
          });
          // Equal but for the order in which threads add up, which is not the same in every run.
          assertNear(scores.values, fast.score(images).values, 'the scores stay what they are without');
          assertNear(fast.features(images).values, features.values, 'the features by themselves');
        }
        fast.dispose();
      }
    });

    function eagerFeatures(values: Float32Array): Float32Array {
      const tf = nativeTensorflow();
      const eager = new EagerNetwork(layers, networks[network].framework, weights, graph.output);
      const images: Tensor4D = tf.tensor4d(values, [values.length / image.length, SIDE, SIDE, 3]);
      let features: Float32Array | undefined;
      const output = eager.run(images, (layer, tensor) => {
        if (layer.name === graph.features)
          features = tf.tidy(() => tensor.mean([1, 2]).dataSync<'float32'>());
      });
      tf.dispose([output, images]);
      eager.dispose();
      assert.ok(features);
      return features;
    }
  }

  for (const [network, layer] of [
    ['paper', 'avg_pool'],
    ['article', 'global_average_pooling2d'],
  ] as const) {
    it(`of ${network} are what Keras' ${layer} gave`, () => {
      const reference = referenceOutputs(network).layers.find(({ name }) => name === layer);
      assert.ok(reference);
      const input = { height: DEFAULT_INPUT, width: DEFAULT_INPUT };
      const graph = buildNetwork(network);
      const folded = foldNetwork(sizeNetwork(graph, input), untrainedWeights(network), graph.output, {
        features: graph.features,
      });
      const fast = new FastNetwork(folded, input);
      const deviation = layerDeviation(fast.features(scaleToUnit(syntheticImage())), reference, 'NHWC');
      fast.dispose();
      assert.ok(reference.sample.length > 0);
      assert.ok(deviation < 1e-3, `${deviation} of a standard deviation off`);
    });
  }

  it('come from a backbone without a head too, which has no scores', async () => {
    const opened = await openModel({ ...untrainedModel('paper'), input: INPUT });
    const image = scaleToUnit(syntheticImage(SIDE));
    const whole = RunnableModel.load({ ...opened, weights: structuredClone(opened.weights) });
    const [expected] = whole.scoreWithFeatures([image]);
    whole.dispose();
    const backbone = RunnableModel.load({ ...opened, record: { ...opened.record, classes: 0 }, head: [] });
    const [found] = backbone.scoreWithFeatures([image]);
    assert.ok(expected && found);
    assertNear(found.features, expected.features, 'the features');
    assert.equal(found.scores.length, 0);
    assert.throws(
      () => backbone.score([image]),
      (error) => error instanceof XceptionError && error.code === 'model-unsupported',
    );
    backbone.dispose();
  });
});

/** Within 1e-5 of the deviation, as all paths through the network are. */
function assertNear(values: Float32Array, expected: Float32Array, what: string): void {
  assert.equal(values.length, expected.length);
  const tolerance = 1e-5 * deviation(expected);
  values.forEach((value, index) => {
    const off = Math.abs(value - (expected[index] ?? Number.NaN));
    assert.ok(off < tolerance, `${what}: ${off} off at ${index}`);
  });
}

function deviation(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
