import assert from 'node:assert/strict';
import type { Tensor4D } from '@tensorflow/tfjs-node';
import { buildNetwork, NETWORK_IDS, networks } from '../../src/model/arch/buildNetwork';
import { sizeNetwork } from '../../src/model/arch/sizeNetwork';
import { EagerNetwork } from '../../src/model/runtime/eagerNetwork';
import { FastNetwork } from '../../src/model/runtime/fastNetwork';
import { foldNetwork } from '../../src/model/runtime/foldNetwork';
import { hasOneDnn } from '../../src/model/runtime/hasOneDnn';
import { nativeBinding } from '../../src/model/runtime/nativeBinding';
import { nativeTensorflow } from '../../src/model/runtime/nativeTensorflow';
import { networkGraphDef } from '../../src/model/runtime/networkGraphDef';
import { oneDnnGraph } from '../../src/model/runtime/oneDnnGraph';
import { syntheticImage, scaleToUnit } from '../../src/model/runtime/syntheticImage';
import { untrainedWeights } from '../../src/model/weights/untrained';

const SIDE = 96;
const INPUT = { height: SIDE, width: SIDE };
/** What folding and another order of sums may change in a probability. */
const TOLERANCE = 1e-5;

describe('a folded network', function () {
  this.timeout(120_000);

  for (const network of NETWORK_IDS) {
    const graph = buildNetwork(network, { classes: 10 });
    const layers = sizeNetwork(graph, INPUT);
    const weights = untrainedWeights(network, { classes: 10 }, INPUT);
    const image = scaleToUnit(syntheticImage(SIDE));

    it(`of ${network} gives the probabilities of the layers run one by one, in batches of any size`, () => {
      const batch = Float32Array.from([
        ...image,
        ...image.map((value) => -value),
        ...image.map((v) => v / 2),
      ]);
      const expected = eagerProbabilities(batch);
      for (const kernels of ['plain', 'onednn'] as const) {
        if (kernels === 'onednn' && !hasOneDnn()) continue;
        const fast = new FastNetwork(foldNetwork(layers, weights, graph.output), INPUT, { kernels });
        // One picture first and last: what was kept from a run must suit the next.
        for (const pictures of [1, 3, 1]) {
          const { output } = fast.runAll(batch.slice(0, pictures * image.length));
          assert.deepEqual(output.shape, [pictures, 10]);
          output.values.forEach((value, index) => {
            const off = Math.abs(value - (expected[index] ?? Number.NaN));
            assert.ok(off < TOLERANCE, `${kernels}: ${off} off at ${index} of ${pictures} pictures`);
          });
        }
        fast.dispose();
      }
    });

    it(`of ${network} may be folded where its weights lie`, () => {
      const apart = new FastNetwork(foldNetwork(layers, weights, graph.output), INPUT);
      const copy = structuredClone(weights);
      const inPlace = new FastNetwork(foldNetwork(layers, copy, graph.output, { inPlace: true }), INPUT);
      const expected = apart.score(image).values;
      inPlace.score(image).values.forEach((score, index) => {
        const off = Math.abs(score - (expected[index] ?? Number.NaN));
        assert.ok(off < TOLERANCE, `${off} off at ${index}`);
      });
      apart.dispose();
      inPlace.dispose();
    });

    it(`of ${network} leaves no convolution, and no sum after one, beside oneDNN's`, () => {
      const plain = networkGraphDef(foldNetwork(layers, weights, graph.output), INPUT);
      const { nodes } = oneDnnGraph(plain);
      const count = (op: string): number => nodes.filter((node) => node.op === op).length;
      const convolutions = plain.nodes.filter(({ op }) => op === 'Conv2D').length;
      assert.equal(count('_MklNativeFusedConv2D'), convolutions);
      assert.equal(count('Conv2D') + count('DepthwiseConv2dNative'), 0);
      assert.equal(count('BiasAdd'), count('MatMul'), 'dense layers keep theirs');
      const names = new Set<string>();
      for (const { name, inputs } of nodes) {
        for (const input of inputs) assert.ok(names.has(input), `${name} stands before its input ${input}`);
        names.add(name);
      }
    });

    function eagerProbabilities(values: Float32Array): ArrayLike<number> {
      const tf = nativeTensorflow();
      const eager = new EagerNetwork(layers, networks[network].framework, weights, graph.output);
      const images: Tensor4D = tf.tensor4d(values, [values.length / image.length, SIDE, SIDE, 3]);
      try {
        return eager.run(images).dataSync();
      } finally {
        images.dispose();
        eager.dispose();
      }
    }
  }

  it('leaves no tensor behind', () => {
    const before = nativeBinding().getNumOfTensors();
    const graph = buildNetwork('paper', { classes: 3 });
    const weights = untrainedWeights('paper', { classes: 3 }, INPUT);
    const fast = new FastNetwork(foldNetwork(sizeNetwork(graph, INPUT), weights, graph.output), INPUT);
    fast.score(scaleToUnit(syntheticImage(SIDE)));
    fast.dispose();
    assert.equal(nativeBinding().getNumOfTensors(), before);
  });
});
