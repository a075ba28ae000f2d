import assert from 'node:assert/strict';
import { layerTree, type LayerTreeNode } from '../../src/extension/views/layerTree';
import { LayerTreeIndex } from '../../src/extension/views/layerTreeIndex';
import { NETWORK_IDS } from '../../src/model/arch/buildNetwork';
import { summarize } from '../../src/model/arch/summarize';
import { layerFilter } from '../../src/shared/layerFilter';
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

  it('leads from a layer to its place and back to the roots', () => {
    const summary = summarize('paper');
    const index = new LayerTreeIndex(summary, summary.layers);
    const leaf = index.nodeOf('block5_sepconv1');
    assert.ok(leaf);
    const block = index.parentOf(leaf);
    assert.deepEqual([block?.kind, block && name(block)], ['block', 'Conv-B 1']);
    const flow = block && index.parentOf(block);
    assert.deepEqual([flow?.kind, flow && name(flow)], ['flow', 'middle']);
    assert.equal(flow && index.parentOf(flow), undefined);
    assert.ok(index.roots.includes(flow ?? leaf));
  });

  it('holds only the layers that a filter leaves', () => {
    const summary = summarize('paper');
    const { matches } = layerFilter('type:sepconv macs>350M', summary.layout);
    const index = new LayerTreeIndex(summary, summary.layers.filter(matches));
    assert.deepEqual(
      index.roots.flatMap(leaves).map((layer) => layer.name),
      ['block2_sepconv2', 'block3_sepconv2', 'block4_sepconv2'],
    );
    assert.equal(index.nodeOf('block5_sepconv1'), undefined);
  });
});
