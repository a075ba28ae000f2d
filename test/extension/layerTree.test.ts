import assert from 'node:assert/strict';
import { layerTree, type LayerTreeNode } from '../../src/extension/views/layerTree';
import { NETWORK_IDS } from '../../src/model/arch/buildNetwork';
import { summarize } from '../../src/model/arch/summarize';
import type { LayerRow } from '../../src/shared/network';

function leaves(node: LayerTreeNode): readonly LayerRow[] {
  return node.kind === 'layer' ? [node.layer] : node.children.flatMap(leaves);
}

function name(node: LayerTreeNode): string {
  if (node.kind === 'flow') return node.flow;
  return node.kind === 'block' ? node.block : node.layer.name;
}

describe('the tree of layers', () => {
  for (const network of NETWORK_IDS) {
    it(`holds every layer of ${network} once, under ids that differ, and sums its parameters`, () => {
      const summary = summarize(network);
      const tree = layerTree(summary);
      const found = tree.flatMap(leaves);
      assert.deepEqual(new Set(found), new Set(summary.layers));
      assert.equal(found.length, summary.layers.length);
      const params = tree.reduce((sum, node) => sum + (node.kind === 'layer' ? 0 : node.params), 0);
      assert.equal(params, summary.totals.params);
      const nodes = tree.flatMap(function all(node): LayerTreeNode[] {
        return [node, ...(node.kind === 'layer' ? [] : node.children.flatMap(all))];
      });
      assert.equal(new Set(nodes.map(({ id }) => id)).size, nodes.length);
    });
  }

  it("follows the paper's flows and the article's blocks", () => {
    const tree = layerTree(summarize('paper'));
    assert.deepEqual(tree.map(name), ['input', 'entry', 'middle', 'exit', 'head']);
    const blocks = tree.map((node) => (node.kind === 'layer' ? [] : node.children.map(name)));
    assert.deepEqual(blocks[1], ['stem', 'Conv-A 1', 'Conv-A 2', 'Conv-A 3']);
    assert.deepEqual(
      blocks[2],
      Array.from({ length: 8 }, (_, i) => `Conv-B ${i + 1}`),
    );
    assert.deepEqual(blocks[3], ['Conv-C']);
    assert.deepEqual(blocks[4], ['avg_pool', 'predictions'], 'a head has no blocks between');
  });

  it('has no head without one', () => {
    assert.deepEqual(layerTree(summarize('paper', { includeTop: false })).map(name), [
      'input',
      'entry',
      'middle',
      'exit',
    ]);
  });
});
