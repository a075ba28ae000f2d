import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NamedTensorMap, Tensor, Tensor4D } from '@tensorflow/tfjs-node';
import type { InputSize } from '../arch/sizeNetwork';
import type { FoldedNetwork } from './foldNetwork';
import { encodeSavedModel } from './graphDef';
import { nativeTensorflow, type Tensorflow } from './nativeTensorflow';
import { IMAGES, networkGraphDef, OUTPUT, SCORES, weightInput, type GraphOptions } from './networkGraphDef';

type SavedModel = Awaited<ReturnType<Tensorflow['node']['loadSavedModel']>>;

/** What a run gives: both `[N, classes]`, owned by the caller. */
export interface FastOutput {
  /** Before softmax or sigmoid. */
  readonly scores: Tensor;
  /** After the network's last layer. */
  readonly output: Tensor;
  /** With `everyLayer`: the outputs of the layers that folding leaves. */
  readonly layers: ReadonlyMap<string, Tensor>;
}

/**
 * A folded network as one TensorFlow graph: grappler fuses bias and ReLU into the convolutions, and one call runs all of
 * it. The weights are uploaded once and fed by reference.
 */
export class FastNetwork {
  private constructor(
    private readonly model: SavedModel,
    private readonly weights: Readonly<Record<string, Tensor>>,
    private readonly layerNames: readonly string[],
  ) {}

  /** Writes the graph, loads it, and uploads the weights. */
  static async load(
    network: FoldedNetwork,
    input: InputSize,
    options: GraphOptions = {},
  ): Promise<FastNetwork> {
    const tf = nativeTensorflow();
    const graph = networkGraphDef(network, input, options);
    // TensorFlow loads graphs from folders only; it keeps nothing of it once it is loaded.
    const folder = mkdtempSync(path.join(tmpdir(), 'xception-graph-'));
    try {
      writeFileSync(path.join(folder, 'saved_model.pb'), encodeSavedModel(graph));
      const model = await tf.node.loadSavedModel(folder, ['serve'], 'serving_default');
      const weights: Record<string, Tensor> = {};
      for (const [name, { data, shape }] of network.tensors) {
        weights[weightInput(name)] = tf.tensor(data, [...shape], 'float32');
      }
      const layerNames = graph.outputs
        .map(({ name }) => name)
        .filter((name) => name !== SCORES && name !== OUTPUT);
      return new FastNetwork(model, weights, layerNames);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** @param images - `[N, H, W, 3]`, normalised; not disposed */
  run(images: Tensor4D): FastOutput {
    const results = this.model.predict({ ...this.weights, [IMAGES]: images }) as NamedTensorMap;
    const { [SCORES]: scores, [OUTPUT]: output } = results;
    if (!scores || !output) throw new Error('The graph gave no output.');
    const layers = this.layerNames.flatMap((name) => {
      const tensor = results[name];
      return tensor ? ([[name, tensor]] as const) : [];
    });
    return { scores, output, layers: new Map(layers) };
  }

  dispose(): void {
    this.model.dispose();
    for (const tensor of Object.values(this.weights)) tensor.dispose();
  }
}
