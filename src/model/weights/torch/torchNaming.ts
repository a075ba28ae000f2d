import type { NetworkVariant, Preprocessing } from '../../../shared/classification';
import { buildNetwork, networks } from '../../arch/buildNetwork';
import type { HeadLayer } from '../../arch/networkGraph';
import type { SizedLayer } from '../../arch/sizedLayer';
import { variablesOf } from '../../arch/variables';
import { listed } from '../bindWeights';
import { unsupported } from '../numbers/modelErrors';
import type { Understanding } from '../understanding';
import type { TensorEntry } from '../weightsFormat';
import { timmKey, timmModule } from './timmNames';
import { bindByName, type KeyedVariable } from './torchBinding';
import { findHead, type TorchHead } from './torchHead';

/** Tensors that only these namings have: what stands before such a name stands before all of them (`module.`, `model.`). */
const ANCHORS = { timm: 'block1.rep.0.conv1.weight', listing: 'convBlock_A_1.branch1.weight' } as const;

/** How many images a batch norm has seen: nothing that inference needs. */
const COUNTER = 'num_batches_tracked';

const PYTORCH_CONVENTIONS: NetworkVariant = { epsilon: 1e-5, padding: 1 };

/** timm's settings for `legacy_xception.tf_in1k`. Source: timm/models/xception.py. */
const TIMM_PREPROCESSING: Preprocessing = {
  resize: 'bicubic',
  fit: 'crop',
  cropFraction: 0.8975,
  normalization: { kind: 'mean-std', mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
};

/**
 * Understands a file of PyTorch weights by its names: the paper's network as timm's `legacy_xception` and Cadene's
 * `xception` name it, or the article's repaired listing.
 *
 * @throws XceptionError `model-unsupported` when the names are another network's, or the head cannot be known
 */
export function understandTorch(entries: readonly TensorEntry[], file: string): Understanding {
  const weights = entries.filter(({ variable }) => variable !== COUNTER);
  const timm = prefixOf(weights, ANCHORS.timm);
  if (timm !== undefined) return understandTimm(weights, timm, file);
  const listing = prefixOf(weights, ANCHORS.listing);
  if (listing !== undefined) return understandListing(weights, listing, file);
  throw unsupported(file, stranger(entries), 'Choose a file with weights of Xception.');
}

/** The paper's network, trained in PyTorch and so under PyTorch's conventions. */
function understandTimm(entries: readonly TensorEntry[], prefix: string, file: string): Understanding {
  const backbone = timmModules(prefix);
  const rest = entries.filter(({ layer }) => !backbone.has(layer));
  const inside = rest.filter(({ name }) => name.startsWith(prefix));
  const head = findHead(inside.length > 0 ? inside : rest, prefix, file);
  const used = new Set(head.entries);
  const strays = rest.filter((entry) => !used.has(entry) && !entry.name.startsWith(prefix));
  return {
    network: 'paper',
    variant: PYTORCH_CONVENTIONS,
    head: head.layers,
    preprocessing: TIMM_PREPROCESSING,
    scaling: [],
    warnings: strayWarnings(strays),
    bind: (layers) => bindByName('paper', timmKeys(layers, prefix, head), without(entries, strays)),
  };
}

/** The article's listing: its names are the network's own. */
function understandListing(entries: readonly TensorEntry[], prefix: string, file: string): Understanding {
  const strays = entries.filter(({ name }) => !name.startsWith(prefix));
  const [hidden, classes] = ['fc1', 'fc2'].map((name) => unitsOf(entries, prefix + name));
  if (hidden === undefined || classes === undefined) {
    throw unsupported(
      file,
      'lacks fc1 or fc2, the two linear layers of the article',
      'Save the whole model.',
    );
  }
  const units = [hidden, classes];
  const head: readonly HeadLayer[] = networks.pytorch
    .head(classes)
    .map((op) => ({ op: op.kind === 'dense' ? { ...op, units: units.shift() ?? classes } : op }));
  return {
    network: 'pytorch',
    head,
    scaling: [],
    warnings: strayWarnings(strays),
    bind: (layers) => bindByName('pytorch', listingKeys(layers, prefix), without(entries, strays)),
  };
}

function timmKeys(layers: readonly SizedLayer[], prefix: string, head: TorchHead): readonly KeyedVariable[] {
  return layers.flatMap((layer) => {
    const module = head.modules.get(layer.name) ?? `${prefix}${timmModule(layer) ?? layer.name}`;
    return variablesOf(layer, 'pytorch').map((variable) => ({ variable, key: timmKey(module, variable) }));
  });
}

function listingKeys(layers: readonly SizedLayer[], prefix: string): readonly KeyedVariable[] {
  return layers
    .flatMap((layer) => variablesOf(layer, 'pytorch'))
    .map((variable) => ({ variable, key: prefix + variable.key }));
}

/** Where the modules of timm's backbone are in a file. */
function timmModules(prefix: string): ReadonlySet<string> {
  const { nodes } = buildNetwork('paper', { includeTop: false });
  return new Set(
    nodes.flatMap((node) => {
      const module = timmModule(node);
      if (module === undefined) return [];
      return node.op.kind === 'sepconv'
        ? [`${prefix}${module}.conv1`, `${prefix}${module}.pointwise`]
        : [prefix + module];
    }),
  );
}

/** What stands before `anchor` in the first name that ends in it; undefined where none does. */
function prefixOf(entries: readonly TensorEntry[], anchor: string): string | undefined {
  const found = entries.find(({ name }) => name === anchor || name.endsWith(`.${anchor}`));
  return found?.name.slice(0, -anchor.length);
}

function unitsOf(entries: readonly TensorEntry[], module: string): number | undefined {
  return entries.find(({ name }) => name === `${module}.weight`)?.shape[0];
}

function without(entries: readonly TensorEntry[], left: readonly TensorEntry[]): readonly TensorEntry[] {
  const out = new Set(left);
  return entries.filter((entry) => !out.has(entry));
}

function strayWarnings(strays: readonly TensorEntry[]): readonly string[] {
  if (strays.length === 0) return [];
  return [
    `The file has tensors beside the network's, which are not used: ${listed(strays.map(({ name }) => name))}.`,
  ];
}

function stranger(entries: readonly TensorEntry[]): string {
  if (entries.some(({ name }) => name.endsWith('blocks.0.stack.conv1.conv_dw.weight'))) {
    return "holds Aligned Xception (timm's xception41, xception65 or xception71), which is another network";
  }
  const names = entries.map(({ name }) => name);
  return `holds weights, but not under the names of timm's legacy_xception, of Cadene's xception or of the article's listing: ${listed(names)}`;
}
