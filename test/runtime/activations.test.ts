import assert from 'node:assert/strict';
import type { Tensor } from '@tensorflow/tfjs-node';
import { NETWORK_IDS } from '../../src/model/arch/buildNetwork';
import { ActivationStore, STORE_BYTES } from '../../src/model/runtime/activations/activationStore';
import { macsOf } from '../../src/model/arch/macs';
import { bytesOf, holdingPlan } from '../../src/model/runtime/activations/holdingPlan';
import { layerValues } from '../../src/model/runtime/activations/layerValues';
import type { InsideModel } from '../../src/model/runtime/insideModel';
import { layersFor } from '../../src/model/runtime/layerPath';
import { nativeTensorflow } from '../../src/model/runtime/nativeTensorflow';
import { XceptionError } from '../../src/shared/xceptionError';
import { syntheticPicture, untrainedInside } from '../support/lookInside';

const SIDE = 96;
const picture = syntheticPicture(SIDE);

/** Every layer's output by one plain run. */
function plainOutputs({ network }: InsideModel): ReadonlyMap<string, Float32Array> {
  const tf = nativeTensorflow();
  const outputs = new Map<string, Float32Array>();
  const images = tf.tensor4d(picture.values, [1, SIDE, SIDE, 3]);
  const output = network.run(images, ({ name }, tensor: Tensor) => {
    outputs.set(name, tensor.dataSync<'float32'>().slice());
  });
  tf.dispose([images, output]);
  return outputs;
}

describe('the activations of a picture', function () {
  this.timeout(300_000);

  for (const network of NETWORK_IDS) {
    it(`are those of a plain run of ${network}, held or computed again`, async () => {
      const model = await untrainedInside(network, SIDE);
      const expected = plainOutputs(model);
      const { layers } = model.network;
      const all = layers.reduce((sum, { output }) => sum + bytesOf(output), 0);
      for (const bytes of [STORE_BYTES, Math.round(all / 10), 0]) {
        const store = new ActivationStore(model.network, bytes);
        // The less is held, the longer each takes.
        const every = bytes === STORE_BYTES ? 1 : bytes === 0 ? 19 : 7;
        for (const { name, output } of layers.filter((_, index) => index % every === 0)) {
          const { values, height, width, channels } = layerValues(store, name, picture);
          assert.deepEqual([height, width, channels], [output.height, output.width, output.channels], name);
          assert.deepEqual(values, expected.get(name), name);
          assert.ok(store.bytes <= bytes, `${store.bytes} bytes are held, of ${bytes}`);
        }
        store.clear();
        assert.equal(store.bytes, 0);
      }
      model.dispose();
    });
  }

  it('are forgotten when another picture comes', async () => {
    const model = await untrainedInside('paper', SIDE);
    const other = { ...picture, key: 'black', values: new Float32Array(picture.values.length).fill(-1) };
    const of = (shown: typeof picture): Float32Array => layerValues(model.activations, 'add_3', shown).values;
    const first = of(picture);
    const held = model.activations.bytes;
    const second = of(other);
    assert.notDeepEqual(second, first);
    assert.equal(model.activations.bytes, held, 'one picture is held, not two');
    assert.deepEqual(of(picture), first);
    model.dispose();
  });

  it('leave no tensor behind, not even after an error', async () => {
    const tf = nativeTensorflow();
    const before = tf.memory().numTensors;
    const model = await untrainedInside('paper', 71);
    const looked = syntheticPicture(71);
    layerValues(model.activations, 'predictions', looked);
    const { numTensors } = tf.memory();
    for (const { name } of model.network.layers) layerValues(model.activations, name, looked);
    const missing = (error: unknown): boolean => error instanceof XceptionError && error.code === 'usage';
    assert.throws(() => layerValues(model.activations, 'no such layer', looked), missing);
    assert.throws(() => layerValues(model.activations, 'add', { ...looked, key: 'torn', width: 70 }));
    layerValues(model.activations, 'add', looked);
    assert.equal(tf.memory().numTensors, numTensors);
    model.dispose();
    assert.equal(tf.memory().numTensors, before);
  });
});

describe('what is worth holding', () => {
  it('fits into the bytes there are, and rather holds what is slow to compute', async () => {
    const { network } = await untrainedInside('pytorch', 299);
    const { layers } = network;
    const plan = holdingPlan(layers, STORE_BYTES);
    const held = layers.filter(({ name }) => plan.has(name));
    assert.ok(held.length < layers.length, 'not everything fits');
    assert.ok(held.reduce((sum, { output }) => sum + bytesOf(output), 0) <= STORE_BYTES);
    // The first convolution has 0.2% of all multiply-accumulates, and a map as large as those of the slow ones.
    const slow = new Set(
      layers.flatMap((layer) => (layer.op.kind !== 'depthwise' && macsOf(layer) > 2e7 ? [layer.name] : [])),
    );
    assert.ok(slow.size > 30);
    for (const name of slow) assert.ok(plan.has(name), `${name} is slow`);
    // Nothing that is let go is more than a few quick steps away.
    for (const { name } of layers) {
      const again = layersFor(layers, [name], plan);
      assert.ok(!again.some((layer) => slow.has(layer.name)), name);
      assert.ok(again.length <= 30, `${name} takes ${again.length} layers`);
    }
    network.dispose();
  });

  it('is everything when there is room, and nothing when there is none', async () => {
    const { network } = await untrainedInside('paper', 71);
    assert.equal(holdingPlan(network.layers, STORE_BYTES).size, network.layers.length);
    assert.equal(holdingPlan(network.layers, 0).size, 0);
    network.dispose();
  });
});
