import assert from 'node:assert/strict';
import { NETWORK_IDS } from '../../src/model/arch/buildNetwork';
import { summarize } from '../../src/model/arch/summarize';
import type { LayerRow, NetworkId } from '../../src/shared/network';
import { XceptionError } from '../../src/shared/xceptionError';
import { referenceTable, type ReferenceLayer } from '../support/reference';

const TOTALS = {
  paper: { params: 22_910_480, trainable: 22_855_952, macs: 8_357_403_496 },
  article: { params: 60_011_272, trainable: 59_956_744, macs: 18_597_945_288 },
  pytorch: { params: 60_059_560, trainable: 60_009_496, macs: 18_462_934_048 },
} as const;

/** Rows that a framework's table has too: PyTorch's hooks see modules, not functions. */
function tableRows(network: NetworkId): readonly LayerRow[] {
  return summarize(network).layers.filter((row) => row.functional !== true);
}

describe('the layer table', () => {
  for (const network of NETWORK_IDS) {
    it(`of ${network} has the totals that its framework reports`, () => {
      const { totals } = summarize(network);
      const { params, trainable, macs } = TOTALS[network];
      assert.deepEqual(
        { params: totals.params, trainable: totals.trainable, macs: totals.macs },
        { params, trainable, macs },
      );
      assert.equal(referenceTable(network).macs_299, macs);
    });

    it(`of ${network} sums its rows to its totals at any size`, () => {
      for (const input of [
        { height: 71, width: 71 },
        { height: 150, width: 150 },
        { height: 299, width: 299 },
        { height: 320, width: 211 },
        { height: 1024, width: 1024 },
      ]) {
        const { totals, layers } = summarize(network, { input, classes: 6 });
        for (const key of ['params', 'trainable', 'nonTrainable', 'macs', 'activationBytes'] as const) {
          assert.equal(
            layers.reduce((sum, row) => sum + row[key], 0),
            totals[key],
            key,
          );
        }
        const shares = layers.reduce((sum, row) => sum + row.macsShare, 0);
        assert.ok(Math.abs(shares - 1) < 1e-9, `shares sum to ${shares}`);
      }
    });
  }

  for (const network of ['paper', 'article'] as const) {
    it(`of ${network} equals Keras' row by row`, () => {
      const expected = referenceTable(network).layers.map(kerasFields);
      const actual = tableRows(network).map((row) => ({
        name: row.name,
        type: row.type,
        outputShape: row.outputShape,
        params: row.params,
        trainable: row.trainable,
        nonTrainable: row.nonTrainable,
        inputs: row.inputs,
        macs: row.macs,
        kernel: row.kernel,
        stride: row.stride,
        padding: row.padding,
        bias: row.bias,
        epsilon: row.epsilon,
      }));
      assert.deepEqual(actual, expected);
    });
  }

  it("of pytorch equals PyTorch's module calls one by one", () => {
    const expected = referenceTable('pytorch').layers.filter((row) => row.is_leaf === true);
    const actual = tableRows('pytorch');
    assert.deepEqual(
      actual.map((row) => row.name),
      expected.map((row) => row.name),
    );
    actual.forEach((row, index) => {
      const reference = expected[index]!;
      // PyTorch keeps running statistics as buffers and does not count them; Keras does, and so do we.
      assert.equal(row.trainable, reference.params, row.name);
      assert.equal(row.type, reference.cls, row.name);
      assert.deepEqual(row.outputShape.slice(1), reference.output_shape.slice(1), row.name);
      assert.deepEqual(row.inputShape.slice(1), reference.input_shape?.slice(1), row.name);
      assert.equal(row.macs, reference.macs ?? 0, row.name);
      const size = reference.kernel_size;
      // PyTorch keeps a pooling's square window as one number.
      if (size !== undefined)
        assert.deepEqual(row.kernel, typeof size === 'number' ? [size, size] : size, row.name);
      assert.equal(row.epsilon, reference.eps, row.name);
    });
  });

  it('follows include_top and the number of classes', () => {
    const notop = summarize('paper', { includeTop: false });
    assert.equal(notop.totals.params, 20_861_480);
    assert.equal(notop.layers.at(-1)?.name, 'block14_sepconv2_act');
    assert.equal(notop.classes, null);
    const six = summarize('paper', { classes: 6 });
    assert.equal(six.totals.params, 20_861_480 + 2048 * 6 + 6);
    assert.equal(six.classes, 6);
  });

  it('counts receptive fields through both branches', () => {
    const rows = new Map(summarize('paper').layers.map((row) => [row.name, row]));
    const field = (name: string): readonly unknown[] => {
      const row = rows.get(name);
      return [row?.receptiveField, row?.receptiveStride, row?.receptiveStart];
    };
    assert.deepEqual(field('input_layer'), [1, 1, 0]);
    assert.deepEqual(field('block1_conv1'), [3, 2, 0]);
    assert.deepEqual(field('block1_conv2'), [7, 2, 0]);
    // Two more 3×3 windows at stride 2, then a pooling: 7 + 4 + 4 + 4, starting 2 + 2 + 2 pixels further out.
    assert.deepEqual(field('block2_pool'), [19, 4, -6]);
    assert.equal(rows.get('add')?.receptiveField, 19);
  });

  it('gives non-square shapes in the order height, width', () => {
    const { layers } = summarize('paper', { input: { height: 320, width: 200 } });
    assert.deepEqual(layers.find(({ name }) => name === 'block1_conv1')?.outputShape, [null, 159, 99, 32]);
    const torch = summarize('pytorch', { input: { height: 320, width: 200 } });
    assert.deepEqual(torch.layers.find(({ name }) => name === 'conv1')?.outputShape, [null, 32, 159, 99]);
  });

  it('refuses an input that the network cannot take, and says why', () => {
    for (const input of [
      { height: 70, width: 299 },
      { height: 299, width: 1025 },
      { height: 299.5, width: 299 },
    ]) {
      assert.throws(
        () => summarize('paper', { input }),
        (error) =>
          error instanceof XceptionError && error.code === 'input-size' && error.message.includes('71'),
      );
    }
  });
});

function kerasFields(row: ReferenceLayer): unknown {
  return {
    name: row.name,
    type: row.cls,
    outputShape: row.output_shape,
    params: row.params,
    trainable: row.trainable_params,
    nonTrainable: row.non_trainable_params,
    inputs: row.inbound,
    macs: row.macs,
    kernel: row.kernel_size ?? row.pool_size,
    stride: row.strides,
    padding: row.padding,
    bias: row.use_bias,
    epsilon: row.epsilon,
  };
}
