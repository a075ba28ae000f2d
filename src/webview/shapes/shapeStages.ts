import type { Flow, LayerKind, LayerRow, Layout, NetworkSummary, TraceStage } from '../../shared/network';

/** How a stage's two branches came together. */
export interface StageMerge {
  readonly kind: 'add' | 'concat';
  /** Channels of the two branches of the last merge. */
  readonly main: number;
  readonly shortcut: number;
  /** Merges since the stage before: eight where the middle flow is one stage. */
  readonly times: number;
  /** Whether the stage's output is the merge's, or other layers follow. */
  readonly isLast: boolean;
}

/** A place between layers where the shape is looked at. */
export interface ShapeStage {
  /** What the article or the blocks call it; null for a layer outside of blocks, which {@link kind} tells. */
  readonly name: string | null;
  /** Of its first layer. */
  readonly kind: LayerKind;
  /** Whose output it is. */
  readonly layer: string;
  /** All layers since the stage before, itself included. */
  readonly layers: readonly string[];
  readonly flow: Flow;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly merge: StageMerge | null;
  /** Of all its layers. */
  readonly params: number;
  readonly macs: number;
}

/** The stages of the article's trace, with input and head. The words are those of the article's own print statements. */
export function tracedStages(summary: NetworkSummary, trace: readonly TraceStage[]): readonly ShapeStage[] {
  const names = new Map(trace.map(({ layer, stage }) => [layer, stage]));
  const stages: ShapeStage[] = [];
  let waiting: ShapeStage | null = null;
  for (const stage of blockStages(summary)) {
    const sum: ShapeStage = waiting ? joined(waiting, stage) : stage;
    const inBody = stage.flow !== 'input' && stage.flow !== 'head';
    waiting = inBody && !names.has(stage.layer) ? sum : null;
    if (!waiting) stages.push({ ...sum, name: names.get(stage.layer) ?? stage.name });
  }
  return stages;
}

/** Every block as a stage, and where layers follow its merge each of these too. */
export function blockStages({ layers, layout }: NetworkSummary): readonly ShapeStage[] {
  const blocks = [...new Set(layers.map(({ block }) => block))];
  return blocks.flatMap((block) => {
    const own = layers.filter((layer) => layer.block === block);
    return cut(own).map((rows) => stageOf(rows, layout));
  });
}

/** A block's layers in groups, each of which ends where a shape is of interest. */
function cut(rows: readonly LayerRow[]): readonly (readonly LayerRow[])[] {
  const merge = rows.findIndex(isMerge);
  const groups: LayerRow[][] = [];
  rows.forEach((row, index) => {
    const { kind, flow } = row;
    const begins =
      flow === 'head'
        ? kind === 'dense' || row.outputShape.join() !== rows[index - 1]?.outputShape.join()
        : index > merge && (kind === 'conv' || kind === 'sepconv' || kind === 'depthwise');
    const last = groups.at(-1);
    if (last && !begins) last.push(row);
    else groups.push([row]);
  });
  return groups;
}

function stageOf(rows: readonly LayerRow[], layout: Layout): ShapeStage {
  const last = rows.at(-1);
  const merge = rows.find(isMerge);
  const { flow = 'input', block = '', name: layer = '', outputShape = [] } = last ?? {};
  return {
    name: merge ? block : null,
    kind: rows[0]?.kind ?? 'input',
    layer,
    layers: rows.map(({ name }) => name),
    flow,
    ...sizeOf(outputShape, layout),
    merge: merge ? mergeOf(merge, rows, layout) : null,
    params: rows.reduce((sum, { params }) => sum + params, 0),
    macs: rows.reduce((sum, { macs }) => sum + macs, 0),
  };
}

function isMerge({ kind }: LayerRow): boolean {
  return kind === 'add' || kind === 'concat';
}

function mergeOf(merge: LayerRow, rows: readonly LayerRow[], layout: Layout): StageMerge {
  const inBlock = new Map(rows.map((row) => [row.name, row]));
  const isShortcut = (name: string): boolean => {
    const row = inBlock.get(name);
    if (!row) return true;
    return (
      row.kind === 'conv' || (row.kind === 'batchnorm' && inBlock.get(row.inputs[0] ?? '')?.kind === 'conv')
    );
  };
  const at = merge.inputs.findIndex(isShortcut);
  const channels = merge.inputShapes.map((shape) => sizeOf(shape, layout).channels);
  return {
    kind: merge.kind === 'concat' ? 'concat' : 'add',
    shortcut: channels[at] ?? 0,
    main: channels[at === 0 ? 1 : 0] ?? 0,
    times: 1,
    isLast: merge === rows.at(-1),
  };
}

function sizeOf(
  shape: LayerRow['outputShape'],
  layout: Layout,
): Pick<ShapeStage, 'height' | 'width' | 'channels'> {
  const sizes = shape.slice(1).map((size) => size ?? 1);
  if (sizes.length === 1) return { height: 1, width: 1, channels: sizes[0] ?? 1 };
  const [first = 1, second = 1, third = 1] = sizes;
  return layout === 'NHWC'
    ? { height: first, width: second, channels: third }
    : { height: second, width: third, channels: first };
}

/** Two stages as one that ends where the second does. */
function joined(first: ShapeStage, second: ShapeStage): ShapeStage {
  const merge = second.merge ?? first.merge;
  const times = (first.merge?.times ?? 0) + (second.merge?.times ?? 0);
  return {
    ...second,
    layers: [...first.layers, ...second.layers],
    merge: merge && { ...merge, times, isLast: second.merge?.isLast ?? false },
    params: first.params + second.params,
    macs: first.macs + second.macs,
  };
}
