import type { LayerRow, NetworkSummary } from '../../shared/network';
import { layerTree, type LayerTreeNode } from './layerTree';

/** The tree of some of a network's layers, and the way from a layer to its place in it. */
export class LayerTreeIndex {
  readonly roots: readonly LayerTreeNode[];
  private readonly parents = new Map<string, LayerTreeNode>();
  private readonly leaves = new Map<string, LayerTreeNode>();

  /** @param layers - those that the tree has */
  constructor(
    readonly network: NetworkSummary,
    readonly layers: readonly LayerRow[],
  ) {
    this.roots = layerTree({ ...network, layers });
    for (const root of this.roots) this.note(root);
  }

  /** @returns undefined for a root */
  parentOf(node: LayerTreeNode): LayerTreeNode | undefined {
    return this.parents.get(node.id);
  }

  /** @returns undefined for a layer that the tree has not */
  nodeOf(layer: string): LayerTreeNode | undefined {
    return this.leaves.get(layer);
  }

  private note(node: LayerTreeNode): void {
    if (node.kind === 'layer') {
      this.leaves.set(node.layer.name, node);
      return;
    }
    for (const child of node.children) {
      this.parents.set(child.id, node);
      this.note(child);
    }
  }
}
