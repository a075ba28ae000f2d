import assert from 'node:assert/strict';
import type { LayersModel, SymbolicTensor, Tensor } from '@tensorflow/tfjs-node';
import { buildNetwork } from '../../src/model/arch/buildNetwork';
import type { LayerNode } from '../../src/model/arch/networkGraph';
import { sizeNetwork } from '../../src/model/arch/sizeNetwork';
import { tensorName, variablesOf } from '../../src/model/arch/variables';
import { relativeDeviation } from '../../src/model/runtime/compareReference';
import { nativeTensorflow, type Tensorflow } from '../../src/model/runtime/nativeTensorflow';
import { classProbabilities } from '../../src/model/runtime/predictions';
import { RunnableModel } from '../../src/model/runtime/runnableModel';
import { scaleToUnit, syntheticImage } from '../../src/model/runtime/syntheticImage';
import { modelRecord } from '../../src/model/weights/modelRecord';
import { planModel } from '../../src/model/weights/planModel';
import { TensorReader } from '../../src/model/weights/readTensors';
import type { OpenedModel, Weights, WeightTensor } from '../../src/model/weights/tensorFile';
import { tfjs } from '../../src/model/weights/tfjs/tfjsFormat';
import { untrainedWeights } from '../../src/model/weights/untrained';
import { scratchFolder } from './support/scratch';

const SIDE = 150;
const SIZE = { height: SIDE, width: SIDE };
const CLASSES = 5;

describe('Xception as TensorFlow.js saves it', function () {
  this.timeout(120_000);
  const scratch = scratchFolder();

  it('opens with its head and its size, and gives what TensorFlow.js gives', async () => {
    const tf = nativeTensorflow();
    const weights = untrainedWeights('paper', { classes: CLASSES }, SIZE);
    const original = layersModel(weights);
    const image = scaleToUnit(syntheticImage(SIDE));
    const expected = tf.tidy(() => {
      const output = original.predict(tf.tensor4d(image, [1, SIDE, SIDE, 3])) as Tensor;
      return Array.from(output.dataSync());
    });
    await original.save(`file://${scratch()}`);
    original.dispose();

    const model = await open(scratch('model.json'));
    assert.equal(model.record.network, 'paper');
    assert.deepEqual(model.record.input, SIZE);
    assert.equal(model.record.classes, CLASSES);
    assert.deepEqual(model.weights, weights);
    assert.equal(model.record.output, 'softmax');
    const runnable = RunnableModel.load(model);
    const [scores] = runnable.score([image]);
    runnable.dispose();
    const deviation = relativeDeviation(classProbabilities(scores!, 'softmax'), expected);
    assert.ok(Math.max(...expected) > 2 * Math.min(...expected), 'the classes are told apart');
    assert.ok(deviation < 2e-4, `${deviation} off`);
  });
});

async function open(file: string): Promise<OpenedModel> {
  const source = await tfjs.open(file);
  try {
    const { facts, bound } = await planModel(source, file);
    const weights = new Map<string, WeightTensor>();
    for await (const { name, shape, data } of new TensorReader(source, bound).tensors()) {
      weights.set(name, { shape, data });
    }
    const request = { id: 'x', title: 'x', network: 'paper', source: { kind: 'file', path: file } } as const;
    return { record: await modelRecord(facts, request), head: facts.head, weights };
  } finally {
    await source.close();
  }
}

/** The paper's network in TensorFlow.js' own layers. */
function layersModel(weights: Weights): LayersModel {
  const tf = nativeTensorflow();
  const graph = buildNetwork('paper', { classes: CLASSES });
  const outputs = new Map<string, SymbolicTensor>();
  const [input, ...nodes] = graph.nodes;
  outputs.set(input!.name, tf.input({ shape: [SIDE, SIDE, 3] }));
  for (const node of nodes) {
    const inputs = node.inputs.map((name) => outputs.get(name)!);
    outputs.set(node.name, layerOf(node).apply(inputs.length === 1 ? inputs[0]! : inputs) as SymbolicTensor);
  }
  const model = tf.model({ inputs: outputs.get(input!.name)!, outputs: outputs.get(graph.output)! });
  for (const layer of sizeNetwork(graph, SIZE)) {
    const tensors = variablesOf(layer, 'keras').map((variable) => {
      const { data, shape } = weights.get(tensorName(variable))!;
      return tf.tensor(data, [...shape]);
    });
    if (tensors.length > 0) model.getLayer(layer.name).setWeights(tensors);
    tf.dispose(tensors);
  }
  return model;
}

function layerOf({ name, op }: LayerNode): InstanceType<Tensorflow['layers']['Layer']> {
  const { layers } = nativeTensorflow();
  switch (op.kind) {
    case 'conv':
    case 'sepconv': {
      const { filters, kernel: kernelSize, stride: strides, bias: useBias } = op;
      const padding = op.padding === 'valid' ? 'valid' : 'same';
      const options = { name, filters, kernelSize, strides, padding, useBias } as const;
      return op.kind === 'conv' ? layers.conv2d(options) : layers.separableConv2d(options);
    }
    case 'batchnorm':
      return layers.batchNormalization({ name, epsilon: op.epsilon });
    case 'relu':
      return layers.activation({ name, activation: 'relu' });
    case 'maxpool':
      return layers.maxPooling2d({ name, poolSize: op.size, strides: op.stride, padding: 'same' });
    case 'add':
      return layers.add({ name });
    case 'pool':
      return layers.globalAveragePooling2d({ name });
    case 'dense':
      return layers.dense({ name, units: op.units, activation: 'softmax' });
    default:
      throw new Error(`${name} is no layer of the paper's network.`);
  }
}
