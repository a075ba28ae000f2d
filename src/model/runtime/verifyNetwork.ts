import type { Tensor } from '@tensorflow/tfjs-node';
import type { NetworkId } from '../../shared/network';
import type { VerifyReport, VerifyRow } from '../../shared/workerProtocol';
import { buildNetwork, networks } from '../arch/buildNetwork';
import { DEFAULT_INPUT, sizeNetwork } from '../arch/sizeNetwork';
import { untrainedWeights } from '../weights/untrained';
import { layerDeviation, relativeDeviation, type LayerReference } from './compareReference';
import { EagerNetwork } from './eagerNetwork';
import { FastNetwork } from './fastNetwork';
import { foldNetwork } from './foldNetwork';
import type { Values } from './graphSession';
import { nativeTensorflow } from './nativeTensorflow';
import { scaleToUnit, syntheticImage } from './syntheticImage';

/** What Keras or PyTorch computed for the synthetic picture with the untrained weights. */
export interface NetworkReference {
  readonly madeBy: string;
  readonly softmax: readonly number[];
  readonly layers: readonly LayerReference[];
}

/** Twenty times the noise between two frameworks, a hundredth of the smallest real mistake that was measured. */
export const LAYER_TOLERANCE = 1e-3;
export const SOFTMAX_TOLERANCE = 2e-4;

/**
 * Runs a network on this machine, operation by operation and as one folded graph, and compares every layer with what its
 * own framework computed.
 *
 * @param report - called with each layer in the network's order, once both ways have run
 */
export function verifyNetwork(
  network: NetworkId,
  reference: NetworkReference,
  report: (row: VerifyRow) => void = () => undefined,
): VerifyReport {
  const tf = nativeTensorflow();
  const graph = buildNetwork(network);
  const input = { height: DEFAULT_INPUT, width: DEFAULT_INPUT };
  const layers = sizeNetwork(graph, input);
  const { framework, layout } = networks[network];
  const weights = untrainedWeights(network);
  const expected = new Map(reference.layers.map((layer) => [layer.name, layer]));
  // A PyTorch module that holds others has the output of its last layer, and is compared there.
  const names = (layer: string): readonly string[] => [
    layer,
    ...graph.modules.filter(({ output }) => output === layer).map(({ name }) => name),
  ];
  const pixels = scaleToUnit(syntheticImage());

  const fastDeviations = new Map<string, number>();
  const fast = new FastNetwork(foldNetwork(layers, weights, graph.output), input, { everyLayer: true });
  const { output, layers: outputs } = fast.runAll(pixels);
  for (const [name, values] of outputs) {
    const wanted = expected.get(name);
    if (wanted) fastDeviations.set(name, layerDeviation(values, wanted, layout));
  }
  const fastSoftmaxDeviation = relativeDeviation(output.values, reference.softmax);
  fast.dispose();

  const images = tf.tensor4d(pixels, [1, DEFAULT_INPUT, DEFAULT_INPUT, 3]);
  const rows: VerifyRow[] = [];
  const eager = new EagerNetwork(layers, framework, weights, graph.output);
  const softmax = eager.run(images, (layer, tensor) => {
    for (const name of names(layer.name)) {
      const wanted = expected.get(name);
      if (!wanted) continue;
      const fastDeviation = fastDeviations.get(layer.name);
      const row = {
        layer: name,
        deviation: layerDeviation(valuesOf(tensor), wanted, layout),
        ...(fastDeviation !== undefined && { fastDeviation }),
      };
      rows.push(row);
      report(row);
    }
  });
  const softmaxDeviation = relativeDeviation(softmax.dataSync(), reference.softmax);
  tf.dispose([softmax, images]);
  eager.dispose();

  const complete = reference.layers.every(({ name }) => rows.some(({ layer }) => layer === name));
  const passed =
    complete &&
    rows.every(({ deviation, fastDeviation = 0 }) => Math.max(deviation, fastDeviation) < LAYER_TOLERANCE) &&
    Math.max(softmaxDeviation, fastSoftmaxDeviation) < SOFTMAX_TOLERANCE;
  return { network, madeBy: reference.madeBy, layers: rows, softmaxDeviation, fastSoftmaxDeviation, passed };
}

function valuesOf(tensor: Tensor): Values {
  return { shape: tensor.shape, values: tensor.dataSync<'float32'>() };
}
