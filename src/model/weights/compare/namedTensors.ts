import type { NetworkId } from '../../../shared/network';
import type { ComparedSide } from '../../../shared/weightsComparison';
import { buildNetwork } from '../../arch/buildNetwork';
import { tensorName, type VariableSpec } from '../../arch/variables';
import { sameShape, type Binding } from '../bindWeights';
import { assessFit } from '../inspect/assessFit';
import { permute } from '../permute';
import type { TensorEntry, WeightsFile } from '../weightsFormat';

/** A file's tensor under the name by which another file's can be found. */
export interface NamedTensor {
  readonly name: string;
  readonly layer: string;
  readonly side: ComparedSide;
  /**
   * Its numbers in the layout of {@link side}'s shape.
   *
   * @throws XceptionError `model-unreadable`; `model-unsupported` for other numbers than floats
   */
  read(): Promise<Float32Array>;
}

/** A file's tensors by what they are in the network whose variables they are. */
export interface NamedTensors {
  readonly network: NetworkId | null;
  readonly tensors: ReadonlyMap<string, NamedTensor>;
}

/**
 * Names a file's tensors by the network's variables, whatever the file calls them, so that a file of Keras can be compared with
 * one of PyTorch. Layers of a head have names of the file's own: they are found by their places, counted from the last. What the
 * network does not use keeps its own name and comes last.
 *
 * @param path - for errors
 */
export async function namedTensors(file: WeightsFile, path: string): Promise<NamedTensors> {
  const { binding } = await assessFit(file, path);
  const variables = new Map(binding?.bound.map(({ variable, entry }) => [entry, variable]));
  const others = file.entries.filter((entry) => !variables.has(entry));
  const place = binding ? headPlaces(binding) : new Map<string, string>();
  const tensors = new Map<string, NamedTensor>();
  for (const [entry, variable] of variables) {
    const { layer, role } = variable;
    tensors.set(`${place.get(layer) ?? layer}/${role}`, nameOf(file, entry, variable));
  }
  for (const entry of others) tensors.set(entry.name, nameOf(file, entry));
  return { network: binding?.network ?? null, tensors };
}

/** Places of the layers of a head that have weights, by their names. */
function headPlaces({ network, bound }: Binding): ReadonlyMap<string, string> {
  const backbone = new Set(buildNetwork(network, { includeTop: false }).nodes.map(({ name }) => name));
  const layers = new Set(bound.map(({ variable }) => variable.layer));
  const head = [...layers].filter((layer) => !backbone.has(layer)).reverse();
  return new Map(head.map((layer, index) => [layer, `head ${index}`]));
}

function nameOf(file: WeightsFile, entry: TensorEntry, variable?: VariableSpec): NamedTensor {
  const { name, layer, layerName, dtype, shape } = entry;
  // A tensor of another shape than the network's has no layout that is known.
  const fits = variable && sameShape(variable.storedShape, shape) ? variable : undefined;
  return {
    name: variable ? tensorName(variable) : name,
    layer: variable?.layer ?? layerName ?? layer,
    side: { name, dtype, shape: fits?.shape ?? shape },
    read: async () => {
      const stored = await file.read(entry);
      return fits?.permutation ? permute(stored, shape, fits.permutation) : stored;
    },
  };
}
