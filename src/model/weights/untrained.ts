import { buildNetwork, type BuildOptions } from '../arch/buildNetwork';
import { elements } from '../arch/elements';
import type { LayerOp } from '../arch/layerOp';
import type { NetworkGraph } from '../arch/networkGraph';
import { DEFAULT_INPUT, sizeNetwork, type InputSize } from '../arch/sizeNetwork';
import { variablesOf, tensorName, type VariableSpec } from '../arch/variables';
import type { NetworkId } from '../../shared/network';
import { permute } from './permute';
import type { Weights, WeightTensor } from './tensorFile';

/**
 * Weights by a formula: the same numbers on every machine and in every language, so that real Keras and PyTorch could be
 * asked once what the networks compute with them. They prove the arithmetic and know nothing about pictures.
 *
 * For tensor number `n` in the framework's own order and flat index `i` (C order, the framework's layout), a value is
 * `center + radius · s(n, i)`, with `s` in [-1, 1) from murmur3's finalizer; kernels get the radius
 * `sqrt(3 · gain / fanIn)`, which keeps activations in range through the whole depth.
 */
export function untrainedWeights(
  network: NetworkId,
  options: BuildOptions = {},
  input: InputSize = { height: DEFAULT_INPUT, width: DEFAULT_INPUT },
): Weights {
  const graph = buildNetwork(network, options);
  const weights = new Map<string, WeightTensor>();
  orderedVariables(graph, input).forEach(({ variable, op, last }, ordinal) => {
    const { center, radius } = spread(variable, op, last ? LOGITS_GAIN[network] : undefined);
    const stored = hashedValues(ordinal, elements(variable.shape), center, radius);
    weights.set(tensorName(variable), {
      shape: variable.shape,
      data: variable.permutation ? permute(stored, variable.storedShape, variable.permutation) : stored,
    });
  });
  return weights;
}

/** Gains that leave the softmax neither flat nor certain: chosen once, when the reference outputs were made. */
const LOGITS_GAIN: Readonly<Record<NetworkId, number>> = { paper: 0.25, article: 16, pytorch: 16 };

interface OrderedVariable {
  readonly variable: VariableSpec;
  readonly op: LayerOp;
  readonly last: boolean;
}

function orderedVariables(graph: NetworkGraph, input: InputSize): readonly OrderedVariable[] {
  const layers = sizeNetwork(graph, input);
  const lastDense = layers.findLast(({ op }) => op.kind === 'dense')?.name;
  return layers.flatMap((layer) =>
    variablesOf(layer, graph.description.framework).map((variable) => ({
      variable,
      op: layer.op,
      last: layer.name === lastDense,
    })),
  );
}

function spread(
  { role, fanIn = 1 }: VariableSpec,
  op: LayerOp,
  logitsGain: number | undefined,
): { readonly center: number; readonly radius: number } {
  switch (role) {
    case 'bias':
      return { center: 0, radius: 0.05 };
    case 'gamma':
      return { center: 1, radius: 0.2 };
    case 'beta':
    case 'mean':
      return { center: 0, radius: 0.1 };
    case 'variance':
      return { center: 1, radius: 0.5 };
    case 'depthwise':
      return { center: 0, radius: Math.sqrt(3 / fanIn) };
    case 'pointwise':
      // PyTorch's listing writes the 1×1 half as an ordinary convolution, but it is scaled as what it is.
      return { center: 0, radius: Math.sqrt(3 / fanIn) };
    case 'kernel': {
      const gain = op.kind === 'dense' ? (logitsGain ?? 2) : 2;
      return { center: 0, radius: Math.sqrt((3 * gain) / fanIn) };
    }
  }
}

/** `count` float32 values for tensor number `ordinal`. Computed in doubles and rounded once. */
export function hashedValues(ordinal: number, count: number, center: number, radius: number): Float32Array {
  const values = new Float32Array(count);
  const base = Math.imul(ordinal + 1, 0x9e3779b9);
  for (let i = 0; i < count; i++) {
    let h = (i + base) | 0;
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
    values[i] = center + radius * ((h >>> 8) * 2 ** -23 - 1);
  }
  return values;
}
