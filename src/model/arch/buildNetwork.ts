import type { NetworkVariant } from '../../shared/classification';
import type { NetworkId } from '../../shared/network';
import { article } from './article';
import { GraphBuilder } from './graphBuilder';
import { kerasOrder } from './kerasOrder';
import { kerasApplicationsNames, kerasAutoNames, torchNames, type LayerNamer } from './layerNames';
import type { SepconvOp } from './layerOp';
import type { BlockDescription, NetworkDescription } from './networkDescription';
import type { HeadLayer, NetworkGraph } from './networkGraph';
import { paper } from './paper';
import { pytorch } from './pytorch';

/** The three networks, by id. */
export const networks: Readonly<Record<NetworkId, NetworkDescription>> = { paper, article, pytorch };

export const NETWORK_IDS: readonly NetworkId[] = ['paper', 'article', 'pytorch'];

export interface BuildOptions {
  /** Units of the last layer of the published head; 1000 as for ImageNet. */
  readonly classes?: number;
  /** False leaves the backbone alone, as Keras' `include_top=False`. */
  readonly includeTop?: boolean;
  /** Another head than the published one: what a fine-tuned model has. */
  readonly head?: readonly HeadLayer[];
  /** The conventions that the weights were trained under, where they are not the network's own. */
  readonly variant?: NetworkVariant | undefined;
}

/**
 * The network's layers with their names and connections, in the framework's order.
 *
 * Source: the paper's figure 5, keras/src/applications/xception.py, and the article's two listings.
 */
export function buildNetwork(id: NetworkId, options: BuildOptions = {}): NetworkGraph {
  const description = describe(id, options.variant);
  const builder = new GraphBuilder(description, namerFor(description));
  builder.start();
  addStem(builder, description);
  description.blocks.forEach((block, index) => {
    addBlock(builder, description, block, index);
  });
  const features = builder.last;
  const head = options.head ?? publishedHead(description, options);
  builder.enter('head', 'head');
  head.forEach((layer, index) => builder.add({ at: 'head', layer: index }, layer.op, { name: layer.name }));
  return {
    description,
    nodes: description.framework === 'keras' ? kerasOrder(builder.nodes, builder.last) : builder.nodes,
    modules: builder.modules,
    output: builder.last,
    features,
  };
}

/** A network's description, under other conventions if need be. */
function describe(id: NetworkId, variant: NetworkVariant | undefined): NetworkDescription {
  const description = networks[id];
  if (!variant) return description;
  const { conventions } = description;
  const batchNorm = { ...conventions.batchNorm, epsilon: variant.epsilon };
  return { ...description, conventions: { ...conventions, batchNorm, padding: variant.padding } };
}

function publishedHead(description: NetworkDescription, options: BuildOptions): readonly HeadLayer[] {
  if (options.includeTop === false) return [];
  return description.head(options.classes ?? 1000).map((op) => ({ op }));
}

function namerFor(description: NetworkDescription): LayerNamer {
  switch (description.id) {
    case 'paper':
      return kerasApplicationsNames(description.blocks.length);
    case 'article':
      return kerasAutoNames();
    case 'pytorch':
      return torchNames(blockIds(description).map((id) => `convBlock_${id}`));
  }
}

/** `A_1` … `B_8`, `C`: the article's names of the twelve blocks. */
export function blockIds(description: NetworkDescription): readonly string[] {
  return description.blocks.map(({ kind }, index) => {
    if (kind === 'C') return 'C';
    return `${kind}_${description.blocks.slice(0, index + 1).filter((block) => block.kind === kind).length}`;
  });
}

function addStem(builder: GraphBuilder, { stem, conventions }: NetworkDescription): void {
  builder.enter('stem', 'entry');
  stem.forEach(({ filters, stride }, conv) => {
    const { stemPadding: padding, bias } = conventions;
    builder.add({ at: 'stem', conv }, { kind: 'conv', filters, kernel: 3, stride, padding, bias });
    if (!conventions.stemNormalized) return;
    builder.add({ at: 'stem', conv }, { kind: 'batchnorm', ...conventions.batchNorm });
    builder.add({ at: 'stem', conv }, { kind: 'relu' });
  });
}

function addBlock(
  builder: GraphBuilder,
  description: NetworkDescription,
  block: BlockDescription,
  index: number,
): void {
  const { conventions } = description;
  const id = blockIds(description)[index] ?? '';
  builder.enter(`Conv-${id.replace('_', ' ')}`, block.flow);
  const entry = builder.last;
  const downsamples = block.kind !== 'B';

  const addShortcut = (): string => {
    if (!downsamples) return entry;
    const filters = block.sepconvs.at(-1) ?? 0;
    builder.add(
      { at: 'shortcut', block: index },
      // A 1×1 window never reaches into padding: valid, same and 0 are one thing here, and frameworks print their own.
      {
        kind: 'conv',
        filters,
        kernel: 1,
        stride: 2,
        padding: conventions.padding === 1 ? 0 : conventions.padding,
        bias: conventions.bias,
      },
      { inputs: [entry] },
    );
    if (conventions.shortcutNormalized) {
      builder.add({ at: 'shortcut', block: index }, { kind: 'batchnorm', ...conventions.batchNorm });
    }
    return builder.last;
  };
  const addMain = (): string => {
    builder.continueFrom(entry);
    block.sepconvs.forEach((filters, conv) => {
      if (conv > 0 || block.leadingRelu) builder.add({ at: 'relu', block: index, conv }, { kind: 'relu' });
      if (conv > 0) builder.closeModule('separableConv2D');
      builder.addSeparable(
        { at: 'sepconv', block: index, conv },
        separable(filters, conventions.padding, conventions.bias),
      );
      builder.add({ at: 'sepconv', block: index, conv }, { kind: 'batchnorm', ...conventions.batchNorm });
    });
    builder.closeModule('separableConv2D');
    if (downsamples) {
      builder.add(
        { at: 'pool', block: index },
        { kind: 'maxpool', size: 3, stride: 2, padding: conventions.padding },
      );
    }
    return builder.last;
  };

  // The order of creation gives Keras' automatic numbers; Conv_Block_C of the PyTorch listing runs its shortcut last.
  const shortcutLast = description.framework === 'pytorch' && block.kind === 'C';
  let shortcut = shortcutLast ? '' : addShortcut();
  const main = addMain();
  if (shortcutLast) shortcut = addShortcut();
  builder.add(
    { at: 'merge', block: index },
    { kind: conventions.merge },
    { inputs: mergeOrder(description, block, shortcut, main) },
  );

  block.tail.forEach((filters, conv) => {
    builder.addSeparable({ at: 'tail', conv }, separable(filters, conventions.padding, conventions.bias));
    builder.add({ at: 'tail', conv }, { kind: 'batchnorm', ...conventions.batchNorm });
    builder.add({ at: 'tail', conv }, { kind: 'relu' });
    builder.closeModule('separableConv2D');
  });
  builder.closeBlock(`Conv_Block_${block.kind}`, `convBlock_${id}`);
}

function separable(filters: number, padding: SepconvOp['padding'], bias: boolean): SepconvOp {
  return { kind: 'sepconv', filters, kernel: 3, stride: 1, padding, bias };
}

/** Concatenation is not symmetric: each listing's order decides which channels the next kernel's weights belong to. */
function mergeOrder(
  description: NetworkDescription,
  block: BlockDescription,
  shortcut: string,
  main: string,
): readonly [string, string] {
  if (description.conventions.merge === 'add') return [main, shortcut];
  const shortcutFirst = description.framework === 'keras' || block.kind === 'A';
  return shortcutFirst ? [shortcut, main] : [main, shortcut];
}
