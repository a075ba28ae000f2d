import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node';
import type { NetworkId } from '../../../shared/network';
import { XceptionError } from '../../../shared/xceptionError';
import { buildNetwork, networks } from '../../arch/buildNetwork';
import { elements } from '../../arch/elements';
import { sizeNetwork, type InputSize } from '../../arch/sizeNetwork';
import type { SizedLayer } from '../../arch/sizedLayer';
import { tensorName, variablesOf, type VariableSpec } from '../../arch/variables';
import type { Random } from '../../train/random';
import { EagerNetwork } from '../eagerNetwork';
import { tailAfter } from '../explain/networkTail';
import { nativeTensorflow } from '../nativeTensorflow';
import { dropoutMask, glorotUniform } from './minibatchHead';
import type { NamedTensors } from './optimizers';

/**
 * Share of the old in the norms' running statistics. Keras' 0.99 is for tens of thousands of steps: after a hundred, a third
 * of what it gives would still be what it began with.
 */
const STATISTICS_KEPT = 0.9;

/** A whole network whose every weight is learnt. Its tensors are the caller's. */
export class ScratchNetwork {
  private readonly network: EagerNetwork;
  private readonly input: string;
  private readonly tail: readonly SizedLayer[];
  private readonly variables: readonly VariableSpec[];
  /** The layer that gives the scores. */
  private readonly output: string;

  constructor(
    readonly id: NetworkId,
    input: InputSize,
    readonly classes: number,
  ) {
    const graph = buildNetwork(id, { classes });
    const layers = sizeNetwork(graph, input);
    const { framework } = networks[id];
    this.input = layers[0]?.name ?? '';
    this.tail = tailAfter(layers, this.input).layers;
    this.variables = layers.flatMap((layer) => variablesOf(layer, framework));
    this.output = graph.output;
    this.network = new EagerNetwork(layers, framework, undefined, graph.output);
  }

  /** Weights to begin with, as Keras begins: Glorot and Bengio's uniform distribution, and norms that change nothing. */
  firstWeights(random: Random): Map<string, Tensor> {
    return this.tensors(true, (variable) => firstValues(variable, random.for(tensorName(variable))));
  }

  /** The norms' running statistics before any picture: mean 0, variance 1. */
  firstStatistics(): Map<string, Tensor> {
    return this.tensors(false, ({ role, shape }) =>
      new Float32Array(elements(shape)).fill(role === 'variance' ? 1 : 0),
    );
  }

  /**
   * Scores as when the network is used; within a tidy.
   *
   * @param images - `[N, H, W, 3]`, normalised
   */
  scores(images: Tensor4D, weights: NamedTensors, statistics: NamedTensors): Tensor2D {
    return this.run(images, { weights: new Map([...weights, ...statistics]) });
  }

  /**
   * Scores as in training: norms take their own batch's statistics, and dropout drops. The running statistics follow.
   * Within a tidy.
   *
   * @param kept - share of the old in the running statistics
   */
  trainingScores(
    images: Tensor4D,
    weights: NamedTensors,
    statistics: Map<string, Tensor>,
    random: Random,
    kept = STATISTICS_KEPT,
  ): Tensor2D {
    const tf = nativeTensorflow();
    const follow = (name: string, now: Tensor): void => {
      const before = statistics.get(name);
      if (!before) throw new XceptionError('internal', `There is no ${name}.`);
      const next = tf.tidy(() => before.mul(kept).add(now.mul(1 - kept)));
      before.dispose();
      statistics.set(name, tf.keep(next));
    };
    return this.run(images, {
      weights,
      norm: (layer, values, epsilon) => {
        const axes = values.shape.map((_, axis) => axis).slice(0, -1);
        const { mean, variance } = tf.moments(values, axes);
        follow(tensorName({ layer, role: 'mean' }), mean);
        follow(tensorName({ layer, role: 'variance' }), variance);
        const [beta, gamma] = (['beta', 'gamma'] as const).map(
          (role) => weights.get(tensorName({ layer, role })) as Tensor1D,
        );
        return tf.batchNorm(values, mean, variance, beta, gamma, epsilon);
      },
      dropout: (values, rate) => tf.mul(values, dropoutMask(values.shape as [number, number], rate, random)),
    });
  }

  private run(images: Tensor4D, changes: Parameters<EagerNetwork['runTail']>[3]): Tensor2D {
    return this.network.runTail(this.tail, new Map([[this.input, images]]), this.output, changes) as Tensor2D;
  }

  private tensors(trainable: boolean, values: (variable: VariableSpec) => Float32Array): Map<string, Tensor> {
    const tf = nativeTensorflow();
    return new Map(
      this.variables
        .filter((variable) => variable.trainable === trainable)
        .map((variable) => [
          tensorName(variable),
          tf.tensor(values(variable), [...variable.shape], 'float32'),
        ]),
    );
  }
}

/** Source: `compute_fans` in keras/src/initializers/random_initializers.py. */
function firstValues({ role, shape }: VariableSpec, random: Random): Float32Array {
  const count = elements(shape);
  if (role === 'gamma') return new Float32Array(count).fill(1);
  if (role === 'bias' || role === 'beta') return new Float32Array(count);
  const [inputs = 1, outputs = 1] = shape.slice(-2);
  const window = count / (inputs * outputs);
  return glorotUniform(window * inputs, window * outputs, random, count);
}
