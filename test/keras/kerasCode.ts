import assert from 'node:assert/strict';
import { codeLine } from '../../src/model/arch/format/codeLine';
import { identifier } from '../../src/model/arch/format/codeParts';
import { summarize } from '../../src/model/arch/summarize';
import type { LayerRow, Layout, NetworkId, Shape } from '../../src/shared/network';
import type { Bench } from './support/bench';
import { measured } from './support/measured';

const CASES: readonly (readonly [NetworkId, number, number])[] = [
  ['paper', 299, 299],
  ['paper', 150, 97],
  ['article', 150, 97],
  ['pytorch', 299, 299],
  ['pytorch', 150, 97],
];

/** The panel's line of Keras for every layer, run one after another, and the model that this makes. */
export function kerasCode(bench: () => Bench): void {
  for (const [network, height, width] of CASES) {
    measured(`the lines of ${network} at ${height} × ${width}`, async () => {
      const summary = summarize(network, { input: { height, width } });
      const { layers, layout, framework, totals } = summary;
      const { keras } = bench();
      const [first, last] = [layers[0], layers.at(-1)];
      assert.ok(first && last);
      const { params } = await keras.ask('code', {
        lines: layers.map((layer) => codeLine(layer, 'keras', { layout, framework })),
        input: identifier(first.name),
        output: identifier(last.name),
      });
      assert.equal(params, totals.params);
      const table = await keras.ask('table', {});
      const made = new Map(table.layers.map((layer) => [layer.name, layer]));
      for (const layer of layers) {
        const real = made.get(layer.name);
        assert.ok(real, layer.name);
        assert.equal(real.params, layer.params, layer.name);
        assert.deepEqual(real.outputShape, kerasShape(layer, layout), layer.name);
        if (framework === 'keras') assert.equal(real.type, layer.type, layer.name);
      }
      return `${layers.length} layers, ${params.toLocaleString('en')} parameters`;
    });
  }
}

/** In Keras' order of axes. */
function kerasShape({ outputShape }: LayerRow, layout: Layout): Shape {
  const [batch = null, channels = null, ...sides] = outputShape;
  return layout === 'NCHW' && sides.length === 2 ? [batch, ...sides, channels] : outputShape;
}
