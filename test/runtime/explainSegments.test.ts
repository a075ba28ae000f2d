import assert from 'node:assert/strict';
import { buildNetwork, NETWORK_IDS } from '../../src/model/arch/buildNetwork';
import { sizeNetwork } from '../../src/model/arch/sizeNetwork';
import { bytesOf } from '../../src/model/runtime/activations/holdingPlan';
import { tailAfter } from '../../src/model/runtime/explain/networkTail';
import { tailSegments } from '../../src/model/runtime/explain/tailSegments';

describe('the pieces in which a tail is differentiated', () => {
  for (const network of NETWORK_IDS) {
    const layers = sizeNetwork(buildNetwork(network), { height: 299, width: 299 });

    it(`follow one another and hold together what a shortcut goes around, in ${network}`, () => {
      for (const { name } of layers.filter(({ output }) => !output.flat).slice(0, -1)) {
        const tail = tailAfter(layers, name);
        const segments = tailSegments(tail.layers, name);
        assert.deepEqual(
          segments.flatMap((segment) => segment.layers),
          tail.layers,
        );
        assert.equal(segments[0]?.input, name);
        assert.equal(segments.at(-1)?.output, tail.layers.at(-1)?.name);
        segments.forEach((segment, index) => {
          if (index > 0) assert.equal(segment.input, segments[index - 1]?.output);
          const there = new Set([
            segment.input,
            ...segment.layers.map((layer) => layer.name),
            ...tail.starts,
          ]);
          for (const layer of segment.layers) {
            for (const input of layer.inputNames) assert.ok(there.has(input), `${layer.name} takes ${input}`);
          }
        });
      }
    });
  }

  it('are several where the tail is long, so that most of it is not in memory at once', () => {
    const layers = sizeNetwork(buildNetwork('paper'), { height: 299, width: 299 });
    const tail = tailAfter(layers, 'block1_conv1');
    const sizes = tailSegments(tail.layers, 'block1_conv1').map((segment) =>
      segment.layers.reduce((sum, { output }) => sum + bytesOf(output), 0),
    );
    const all = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(Math.max(...sizes) < 0.4 * all, `${Math.max(...sizes)} of ${all} bytes`);
  });
});
