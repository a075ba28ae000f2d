import { elements } from '../../arch/elements';
import { onnxPieces, type OnnxGraph } from '../../protobuf/onnxGraph';
import { modelCard } from '../../weights/card/modelCard';
import { permute } from '../../weights/permute';
import type { Weights } from '../../weights/tensorFile';
import type { ExportedModel, ModelWriter } from '../exportFormat';
import { addLayers, exportedLayers } from '../exportedLayers';
import { requireTensor } from '../requireTensor';
import { exportedScaling } from '../scaling';
import { bytesOf, writePieces } from '../writeBytes';
import { OnnxNetwork, type OnnxConstant } from './onnxNetwork';

/** The graph's ways in and out. */
const INPUT = 'input';
const OUTPUT = 'output';

/**
 * One file for ONNX Runtime and others: opset 17, any number of pictures at once, batch norm kept. Pictures come in as
 * their framework has them: `[N, height, width, 3]` for the Keras networks, `[N, 3, height, width]` for weights of PyTorch.
 */
export const writeOnnx: ModelWriter = async (model, target, { checkpoint }) => {
  const { graph, constants } = onnxGraph(model);
  const { head, prefixes } = onnxPieces(graph);
  await writePieces(target, async (put) => {
    await put(head);
    let done = 0;
    for (const [index, constant] of constants.entries()) {
      await put(prefixes[index] ?? new Uint8Array(0));
      await put(bytesOf(valuesOf(constant, model.weights)));
      done += 4 * elements(constant.shape);
      await checkpoint(Math.min(done, 4 * model.record.params));
    }
  });
  return [];
};

function onnxGraph(model: ExportedModel): {
  readonly graph: OnnxGraph;
  readonly constants: readonly OnnxConstant[];
} {
  const { record, facts } = model;
  const layers = exportedLayers(model);
  const network = new OnnxNetwork();
  const { height, width } = record.input;
  const channelsFirst = facts.network === 'pytorch' || facts.variant !== undefined;
  const entry = enter(network, model, channelsFirst);
  const output = addLayers(layers, entry, (layer, inputs) => network.addLayer(layer, inputs));
  network.add('Identity', [output], OUTPUT);
  const { flat, channels, ...map } = layers.output;
  const shape = flat ? [channels] : [channels, map.height, map.width];
  const { constants } = network;
  return {
    constants,
    graph: {
      name: `xception_${facts.network}`,
      about: record.title,
      nodes: network.nodes,
      inputs: [
        { name: INPUT, shape: ['batch', ...(channelsFirst ? [3, height, width] : [height, width, 3])] },
      ],
      outputs: [{ name: OUTPUT, shape: ['batch', ...shape] }],
      tensors: constants,
      metadata: metadata(model, channelsFirst),
    },
  };
}

/** What stands between the model's input and the network's: its own scaling, and the change of axes. */
function enter(network: OnnxNetwork, model: ExportedModel, channelsFirst: boolean): string {
  const scaling = exportedScaling(model);
  let value = INPUT;
  if (scaling) {
    const shape = channelsFirst ? [1, 3, 1, 1] : [1, 1, 1, 3];
    const scale = network.constant('rescaling/scale', shape, scaling.scale);
    const offset = network.constant('rescaling/offset', shape, scaling.offset);
    value = network.add('Mul', [value, scale], 'rescaling/scaled');
    value = network.add('Add', [value, offset], 'rescaling');
  }
  return channelsFirst
    ? value
    : network.add('Transpose', [value], 'channels_first', { perm: { ints: [0, 3, 1, 2] } });
}

function metadata(model: ExportedModel, channelsFirst: boolean): Readonly<Record<string, string>> {
  const { labels, preprocessing } = modelCard(model.record);
  return {
    network: model.facts.network,
    ...(model.facts.variant && { variant: JSON.stringify(model.facts.variant) }),
    layout: channelsFirst ? 'NCHW' : 'NHWC',
    input: exportedScaling(model) ? 'bytes 0 to 255, as float' : 'numbers from -1 to 1',
    output: model.record.output,
    preprocessing: JSON.stringify(preprocessing),
    ...(labels && { labels: JSON.stringify(labels) }),
    trained: String(model.record.trained),
  };
}

function valuesOf(constant: OnnxConstant, weights: Weights): Float32Array {
  if ('values' in constant) return Float32Array.from(constant.values);
  const { data, shape } = requireTensor(weights, constant.from);
  return constant.permutation ? permute(data, shape, constant.permutation) : data;
}
