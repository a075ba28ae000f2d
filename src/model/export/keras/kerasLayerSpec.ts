import { kerasClass } from '../../arch/frameworkClass';
import { kerasOrder } from '../../arch/kerasOrder';
import type { SizedLayer } from '../../arch/sizedLayer';
import { tfPadding } from '../../arch/tfPadding';
import { tensorName, variablesOf, type VariableSpec } from '../../arch/variables';
import type { ExportedModel } from '../exportFormat';
import { exportedLayers } from '../exportedLayers';
import { exportedScaling, perChannelOrOne } from '../scaling';
import { layerConfig, shapeOf } from './kerasLayerConfig';
import { KerasNames } from './kerasNames';

/** A weight of a Keras layer. */
export interface KerasVariable {
  /** Keras' own word: `kernel`, `moving_mean`. */
  readonly name: string;
  /** The tensor's name in the model's weights. */
  readonly tensor: string;
  readonly shape: readonly number[];
}

/** A layer as Keras is told of it. */
export interface KerasLayerSpec {
  readonly name: string;
  readonly className: string;
  /** What tells it from a default layer of its class; Keras fills in the rest. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly inputs: readonly string[];
  /** Without the batch axis. */
  readonly outputShape: readonly number[];
  /** In the order in which Keras keeps them. */
  readonly variables: readonly KerasVariable[];
}

export interface KerasModelSpec {
  readonly name: string;
  /** In the order of Keras' `model.layers`. */
  readonly layers: readonly KerasLayerSpec[];
  readonly input: string;
  readonly output: string;
}

/**
 * A model as layers of Keras, exact for all three networks and both conventions: PyTorch's padding of a pooling, one pixel
 * on each side that never wins the maximum, is a pooling of stride 1 of which every other value is taken.
 */
export function kerasModelSpec(model: ExportedModel): KerasModelSpec {
  const { graph, layers } = exportedLayers(model);
  const names = new KerasNames();
  const input = layers[0]?.name ?? '';
  const specs: KerasLayerSpec[] = [];
  /** Where a layer's output is found, by the network's own name. */
  const outputs = new Map<string, string>();
  for (const layer of layers) {
    const inputs = layer.inputNames.map((name) => outputs.get(name) ?? '');
    const added = layerSpecs(layer, inputs, names, model);
    specs.push(...added);
    outputs.set(layer.name, added.at(-1)?.name ?? '');
  }
  const output = outputs.get(graph.output) ?? '';
  return { name: names.of('xception'), layers: kerasOrder(specs, output), input: names.of(input), output };
}

function layerSpecs(
  layer: SizedLayer,
  inputs: readonly string[],
  names: KerasNames,
  model: ExportedModel,
): readonly KerasLayerSpec[] {
  const { op } = layer;
  const spec: KerasLayerSpec = {
    name: names.of(layer.name),
    className: kerasClass(op),
    config: layerConfig(layer),
    inputs,
    outputShape: shapeOf(layer.output),
    variables: variablesOf(layer, 'keras').map((variable) => ({
      // The 1×1 half of a separable convolution is an ordinary one where it is a layer of its own.
      name: op.kind === 'pointwise' && variable.role === 'pointwise' ? 'kernel' : keyWord(variable),
      tensor: tensorName(variable),
      shape: variable.shape,
    })),
  };
  if (op.kind === 'input') return [spec, ...scalingSpecs(spec, names, model)];
  if (op.kind === 'maxpool' && tfPadding(layer, op.size, op.stride).explicit) {
    const [size] = layer.inputs;
    const dense: KerasLayerSpec = {
      ...spec,
      name: names.of(`${layer.name}_dense`),
      config: { pool_size: [op.size, op.size], strides: [1, 1], padding: 'same' },
      outputShape: size ? shapeOf(size) : [],
    };
    const config = { pool_size: [1, 1], strides: [op.stride, op.stride], padding: 'valid' };
    return [dense, { ...spec, config, inputs: [dense.name] }];
  }
  return [spec];
}

function keyWord({ key, layer }: VariableSpec): string {
  return key.slice(layer.length + 1);
}

function scalingSpecs(
  input: KerasLayerSpec,
  names: KerasNames,
  model: ExportedModel,
): readonly KerasLayerSpec[] {
  const scaling = exportedScaling(model);
  if (!scaling) return [];
  const config = { scale: perChannelOrOne(scaling.scale), offset: perChannelOrOne(scaling.offset) };
  const name = names.of('rescaling');
  return [{ ...input, name, className: 'Rescaling', config, inputs: [input.name] }];
}
