import assert from 'node:assert/strict';
import { NETWORK_IDS, buildNetwork, networks } from '../../src/model/arch/buildNetwork';
import { sizeNetwork } from '../../src/model/arch/sizeNetwork';
import { layerDeviation, relativeDeviation } from '../../src/model/runtime/compareReference';
import { EagerNetwork } from '../../src/model/runtime/eagerNetwork';
import { FastNetwork } from '../../src/model/runtime/fastNetwork';
import { foldNetwork } from '../../src/model/runtime/foldNetwork';
import { nativeTensorflow } from '../../src/model/runtime/nativeTensorflow';
import { scaleToUnit, syntheticImage } from '../../src/model/runtime/syntheticImage';
import { untrainedWeights } from '../../src/model/weights/untrained';
import { referenceOutputs } from '../support/reference';

const INPUT = { height: 299, width: 299 };
/** Twenty times the noise between frameworks, a hundredth of the smallest real mistake. */
const LAYER_TOLERANCE = 1e-3;
const SOFTMAX_TOLERANCE = 2e-4;

for (const network of NETWORK_IDS) {
  describe(`${network} on native kernels`, function () {
    this.timeout(180_000);
    const graph = buildNetwork(network);
    const layers = sizeNetwork(graph, INPUT);
    const { framework, layout } = networks[network];
    const reference = referenceOutputs(network);
    const byName = new Map(reference.layers.map((layer) => [layer.name, layer]));
    const modules = new Map(graph.modules.map((module) => [module.output, module.name]));

    it('agrees with the stored outputs at every layer, operation by operation', () => {
      const tf = nativeTensorflow();
      const before = tf.memory().numTensors;
      const eager = new EagerNetwork(layers, framework, untrainedWeights(network), graph.output);
      const images = tf.tensor4d(scaleToUnit(syntheticImage()), [1, 299, 299, 3]);
      const seen: string[] = [];
      const output = eager.run(images, (layer, tensor) => {
        for (const name of [layer.name, modules.get(layer.name)]) {
          const expected = name === undefined ? undefined : byName.get(name);
          if (!expected) continue;
          seen.push(expected.name);
          const deviation = layerDeviation(tensor, expected, layout);
          assert.ok(deviation < LAYER_TOLERANCE, `${expected.name} is ${deviation} of its deviation off`);
        }
      });
      const missed = reference.layers.filter(({ name }) => !seen.includes(name)).map(({ name }) => name);
      assert.deepEqual(missed, network === 'pytorch' ? missedContainers(seen, missed) : []);
      const deviation = relativeDeviation(output.dataSync(), reference.softmax);
      assert.ok(deviation < SOFTMAX_TOLERANCE, `softmax is ${deviation} off`);
      tf.dispose([images, output]);
      eager.dispose();
      assert.equal(tf.memory().numTensors, before);
    });

    it('agrees with them as one folded graph, at the layers that folding leaves', async () => {
      const tf = nativeTensorflow();
      const before = tf.memory().numTensors;
      const folded = foldNetwork(layers, untrainedWeights(network), graph.output);
      const fast = await FastNetwork.load(folded, INPUT, { everyLayer: true });
      const images = tf.tensor4d(scaleToUnit(syntheticImage()), [1, 299, 299, 3]);
      const { scores, output, layers: outputs } = fast.run(images);
      let compared = 0;
      for (const [name, tensor] of outputs) {
        const expected = byName.get(name);
        if (expected) {
          compared++;
          const deviation = layerDeviation(tensor, expected, layout);
          assert.ok(deviation < LAYER_TOLERANCE, `${name} is ${deviation} of its deviation off`);
        }
        tensor.dispose();
      }
      assert.ok(compared > 70, `only ${compared} layers were compared`);
      const deviation = relativeDeviation(output.dataSync(), reference.softmax);
      assert.ok(deviation < SOFTMAX_TOLERANCE, `softmax is ${deviation} off`);
      tf.dispose([images, scores, output]);
      fast.dispose();
      assert.equal(tf.memory().numTensors, before);
    });
  });
}

/** Two modules may end in the same layer: the block that ends in its last separable convolution. */
function missedContainers(seen: readonly string[], missed: readonly string[]): readonly string[] {
  return missed.filter((name) => seen.some((other) => other.startsWith(`${name}.`)));
}
