import { blockIds, networks } from '../../arch/buildNetwork';
import type { LayerNode } from '../../arch/networkGraph';
import type { VariableSpec } from '../../arch/variables';

/** keras.applications' names of the backbone's layers: `block3_sepconv2_bn`. */
const NUMBERED = /^block(\d+)_(?:sep)?conv(\d+)(_bn)?$/;

/** ReLU, convolution and norm come one after another in a block's list of modules. */
const MODULES_PER_CONV = 3;

/**
 * The module of timm's `legacy_xception` that is this layer of the paper's network. Both write down the same figure: Keras
 * counts the stem as block 1, timm does not, and calls the exit flow's last two `conv3` and `conv4`.
 *
 * Source: timm/models/xception.py, from Cadene's pretrained-models.pytorch.
 *
 * @returns `block2.rep.4`, or undefined for a layer without weights or of a head
 */
export function timmModule({
  name,
  op,
  block,
}: Pick<LayerNode, 'name' | 'op' | 'block'>): string | undefined {
  const { blocks } = networks.paper;
  const [, number, conv, bn] = NUMBERED.exec(name) ?? [];
  if (number === undefined || conv === undefined) return shortcutModule(op.kind, block);
  const part = bn === undefined ? 'conv' : 'bn';
  const index = Number(number) - 2;
  if (index < 0) return `${part}${conv}`;
  const description = blocks[index];
  if (!description) return `${part}${Number(conv) + 2}`;
  const first = description.leadingRelu ? 1 : 0;
  const place = first + MODULES_PER_CONV * (Number(conv) - 1) + (bn === undefined ? 0 : 1);
  return `block${index + 1}.rep.${place}`;
}

function shortcutModule(kind: string, block: string): string | undefined {
  if (kind !== 'conv' && kind !== 'batchnorm') return undefined;
  const index = blockIds(networks.paper).findIndex((id) => block === `Conv-${id.replace('_', ' ')}`);
  return index < 0 ? undefined : `block${index + 1}.${kind === 'batchnorm' ? 'skipbn' : 'skip'}`;
}

/** A variable's key in its module: a separable convolution is a module of two. */
export function timmKey(module: string, { role, layer, key }: VariableSpec): string {
  if (role === 'depthwise') return `${module}.conv1.weight`;
  if (role === 'pointwise') return `${module}.pointwise.weight`;
  return module + key.slice(layer.length);
}
