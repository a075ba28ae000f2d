import type { LayerOp } from './layerOp';

/** Where a layer stands, independent of any framework's way of naming. Blocks, convolutions and head layers count from 0. */
export type Place =
  | { readonly at: 'input' }
  | { readonly at: 'stem'; readonly conv: number }
  | { readonly at: 'shortcut'; readonly block: number }
  /** A layer of the block's `conv`-th separable convolution: either half, or its norm. */
  | { readonly at: 'sepconv'; readonly block: number; readonly conv: number }
  /** The ReLU before the block's `conv`-th separable convolution. */
  | { readonly at: 'relu'; readonly block: number; readonly conv: number }
  | { readonly at: 'pool'; readonly block: number }
  | { readonly at: 'merge'; readonly block: number }
  /** A layer of a separable convolution after the last merge, or the ReLU after it. */
  | { readonly at: 'tail'; readonly conv: number }
  | { readonly at: 'head'; readonly layer: number };

/** Gives every layer of one network its name. Keras' automatic names count up, so a namer is used for one network once. */
export type LayerNamer = (place: Place, op: LayerOp) => string;

const KERAS_AUTO_NAMES: Record<LayerOp['kind'], string> = {
  input: 'input_layer',
  conv: 'conv2d',
  pointwise: 'conv2d',
  depthwise: 'depthwise_conv2d',
  sepconv: 'separable_conv2d',
  batchnorm: 'batch_normalization',
  relu: 'activation',
  maxpool: 'max_pooling2d',
  add: 'add',
  concat: 'concatenate',
  pool: 'global_average_pooling2d',
  flatten: 'flatten',
  dense: 'dense',
  dropout: 'dropout',
  activation: 'activation',
};

/** Keras' automatic names in a fresh session: `conv2d`, `conv2d_1`, … in the order of creation. */
export function kerasAutoNames(): LayerNamer {
  const used = new Map<string, number>();
  return (_place, op) => {
    const base = op.kind === 'pool' && op.mode === 'max' ? 'global_max_pooling2d' : KERAS_AUTO_NAMES[op.kind];
    const count = used.get(base) ?? 0;
    used.set(base, count + 1);
    return count === 0 ? base : `${base}_${count}`;
  };
}

/** The names that keras.applications gives (`block3_sepconv2_bn`); shortcuts, merges and added heads get automatic ones. */
export function kerasApplicationsNames(blocks: number): LayerNamer {
  const auto = kerasAutoNames();
  // Blocks count from 2 there, since the stem is block 1; the tail is a block of its own, the last.
  const numbered = (block: number): string => `block${block + 2}`;
  return (place, op) => {
    switch (place.at) {
      case 'stem':
        return `block1_conv${place.conv + 1}${suffix(op)}`;
      case 'sepconv':
      case 'relu':
        return `${numbered(place.block)}_sepconv${place.conv + 1}${suffix(op)}`;
      case 'pool':
        return `${numbered(place.block)}_pool`;
      case 'tail':
        return `${numbered(blocks)}_sepconv${place.conv + 1}${suffix(op)}`;
      case 'head':
        if (place.layer === 0 && op.kind === 'pool' && op.mode === 'average') return 'avg_pool';
        if (place.layer === 1 && op.kind === 'dense' && op.activation === 'softmax') return 'predictions';
        return auto(place, op);
      default:
        return auto(place, op);
    }
  };
}

function suffix(op: LayerOp): string {
  if (op.kind === 'batchnorm') return '_bn';
  return op.kind === 'relu' ? '_act' : '';
}

/** The attribute paths of the article's PyTorch listing, as `state_dict` and torchsummary's hooks know them. */
export function torchNames(blockNames: readonly string[]): LayerNamer {
  const block = (index: number): string => blockNames[index] ?? '';
  // Conv_Block_A calls its shortcut branch1, the two others call the separable branch so.
  const branches = (index: number): { main: string; shortcut: string } =>
    block(index).startsWith('convBlock_A')
      ? { main: `${block(index)}.branch2`, shortcut: `${block(index)}.branch1` }
      : { main: `${block(index)}.branch1`, shortcut: `${block(index)}.branch2` };
  let linear = 0;
  return (place, op) => {
    switch (place.at) {
      case 'input':
        return 'input';
      case 'stem':
        return `conv${place.conv + 1}`;
      case 'shortcut':
        return branches(place.block).shortcut;
      case 'sepconv':
        return `${branches(place.block).main}.${place.conv}.${torchPart(op)}`;
      case 'relu':
        return place.conv === 0
          ? `${block(place.block)}.activation`
          : `${branches(place.block).main}.${place.conv - 1}.activation`;
      case 'pool':
        return `${branches(place.block).main}.2`;
      case 'merge':
        return `${block(place.block)}.cat`;
      case 'tail':
        return `${block(blockNames.length - 1)}.sepconv${place.conv + 1}.${torchPart(op)}`;
      case 'head':
        if (op.kind === 'dense') return `fc${++linear}`;
        if (op.kind === 'pool') return 'mean';
        return op.kind === 'activation' ? op.activation : op.kind;
    }
  };
}

function torchPart(op: LayerOp): string {
  if (op.kind === 'batchnorm') return 'batchNormalization';
  return op.kind === 'relu' ? 'activation' : op.kind;
}
