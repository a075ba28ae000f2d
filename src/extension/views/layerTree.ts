import type { Flow, LayerRow, NetworkSummary } from '../../shared/network';

/** A row of the tree: a flow holds blocks, a block holds layers; the flows of a single step hold their layers at once. */
export type LayerTreeNode =
  | {
      readonly kind: 'flow';
      readonly id: string;
      readonly flow: Flow;
      readonly params: number;
      readonly children: readonly LayerTreeNode[];
    }
  | {
      readonly kind: 'block';
      readonly id: string;
      readonly block: string;
      readonly params: number;
      readonly children: readonly LayerTreeNode[];
    }
  | { readonly kind: 'layer'; readonly id: string; readonly layer: LayerRow };

type GroupNode = Extract<LayerTreeNode, { kind: 'flow' | 'block' }>;

/** The flows whose one block bears no other name than the flow itself. */
const FLAT: readonly Flow[] = ['input', 'head'];

/** The layers of a network by flow and block, in the framework's order within each. */
export function layerTree({ layers }: NetworkSummary): readonly LayerTreeNode[] {
  return groupsOf(layers, ({ flow }) => flow).map((members) => {
    const { flow } = members[0];
    const id = flow;
    const children = FLAT.includes(flow) ? members.map((layer) => layerNode(layer)) : blocksOf(members);
    return { kind: 'flow', id, flow, params: paramsOf(members), children } satisfies GroupNode;
  });
}

function blocksOf(layers: readonly LayerRow[]): readonly LayerTreeNode[] {
  return groupsOf(layers, ({ block }) => block).map((members) => {
    const { flow, block } = members[0];
    const children = members.map((layer) => layerNode(layer));
    return { kind: 'block', id: `${flow}/${block}`, block, params: paramsOf(members), children };
  });
}

function layerNode(layer: LayerRow): LayerTreeNode {
  return { kind: 'layer', id: `layer/${layer.name}`, layer };
}

/** Groups in the order of their first member. */
function groupsOf(
  layers: readonly LayerRow[],
  keyOf: (layer: LayerRow) => string,
): readonly (readonly [LayerRow, ...LayerRow[]])[] {
  const groups = new Map<string, [LayerRow, ...LayerRow[]]>();
  for (const layer of layers) {
    const group = groups.get(keyOf(layer));
    if (group) group.push(layer);
    else groups.set(keyOf(layer), [layer]);
  }
  return [...groups.values()];
}

function paramsOf(layers: readonly LayerRow[]): number {
  return layers.reduce((sum, { params }) => sum + params, 0);
}
