import type { Kernels } from '../../shared/benchProtocol';
import type { InputSize } from '../arch/sizeNetwork';
import type { SavedGraph } from '../protobuf/graphDef';
import type { FoldedNetwork } from './foldNetwork';
import { GraphSession, type Values } from './graphSession';
import { kernelChoice } from './kernelChoice';
import {
  FEATURES,
  IMAGES,
  networkGraphDef,
  OUTPUT,
  SCORES,
  weightInput,
  type GraphOptions,
} from './networkGraphDef';
import { oneDnnGraph } from './oneDnnGraph';

/** Everything that a graph gives. */
export interface EveryOutput {
  /** `[N, classes]`, before softmax or sigmoid. */
  readonly scores: Values;
  /** `[N, classes]`, after the network's last layer. */
  readonly output: Values;
  /** With {@link GraphOptions.everyLayer}: the outputs of the layers that folding leaves. */
  readonly layers: ReadonlyMap<string, Values>;
}

/** What the backbone and the head give in one run. */
export interface ScoresAndFeatures {
  readonly scores: Values;
  /** `[N, channels]`: the backbone's last maps, averaged over the picture. */
  readonly features: Values;
}

export interface FastOptions extends GraphOptions {
  /** Which operations convolve; by default what {@link kernelChoice} says. */
  readonly kernels?: Kernels;
}

/**
 * A folded network as one TensorFlow graph: grappler fuses bias and ReLU into the convolutions, and one call runs all of
 * it. The weights are uploaded once and fed by reference.
 */
export class FastNetwork {
  private readonly session: GraphSession;
  private readonly layers: SavedGraph['outputs'];

  /** Writes the graph, loads it, and uploads the weights, which belong to this network from now on. */
  constructor(
    network: FoldedNetwork,
    private readonly input: InputSize,
    { kernels = kernelChoice(), ...options }: FastOptions = {},
  ) {
    const plain = networkGraphDef(network, input, options);
    const graph = kernels === 'onednn' ? oneDnnGraph(plain) : plain;
    this.session = new GraphSession(
      graph,
      [...network.tensors].map(([name, { data, shape }]) => [weightInput(name), { shape, values: data }]),
    );
    this.layers = graph.outputs.filter(({ node }) => node !== SCORES && node !== OUTPUT);
  }

  /**
   * The scores of a batch, `[N, classes]`, before softmax or sigmoid.
   *
   * @param images - `[N, H, W, 3]`, normalised
   */
  score(images: Float32Array): Values {
    const [scores] = this.run(images, [SCORES]);
    if (!scores) throw new Error('The graph gave no scores.');
    return scores;
  }

  /** As {@link score}, with the features that the same run went through; for a network that was folded with them. */
  scoreWithFeatures(images: Float32Array): ScoresAndFeatures {
    const [scores, features] = this.run(images, [SCORES, FEATURES]);
    if (!scores || !features) throw new Error('The graph gave no features.');
    return { scores, features };
  }

  /** The features alone. */
  features(images: Float32Array): Values {
    const [features] = this.run(images, [FEATURES]);
    if (!features) throw new Error('The graph gave no features.');
    return features;
  }

  /** As {@link score}, with all other outputs. */
  runAll(images: Float32Array): EveryOutput {
    const nodes = [SCORES, OUTPUT, ...this.layers.map(({ node }) => node)];
    const [scores, output, ...layers] = this.run(images, nodes);
    if (!scores || !output) throw new Error('The graph gave no output.');
    const named = layers.map((values, index) => [this.layers[index]?.name ?? '', values] as const);
    return { scores, output, layers: new Map(named) };
  }

  dispose(): void {
    this.session.dispose();
  }

  private run(images: Float32Array, outputs: readonly string[]): readonly Values[] {
    const { height, width } = this.input;
    const shape = [images.length / (height * width * 3), height, width, 3];
    return this.session.run(IMAGES, { shape, values: images }, outputs);
  }
}
