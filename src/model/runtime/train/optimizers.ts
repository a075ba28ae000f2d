import type { Tensor } from '@tensorflow/tfjs-node';
import { nativeTensorflow } from '../nativeTensorflow';

/** Tensors by name: what is learnt, or the gradients of it. */
export type NamedTensors = ReadonlyMap<string, Tensor>;

/**
 * Turns gradients into better weights. Its state is plain tensors under the names of the weights, so that a training can be
 * put down and taken up again.
 */
export interface Optimizer {
  /**
   * One step. Old weights, gradients and state are let go of.
   *
   * @returns the new weights, to be disposed by the caller
   */
  step(weights: NamedTensors, gradients: NamedTensors, rate: number): Map<string, Tensor>;
  readonly state: Map<string, Tensor>;
  dispose(): void;
}

const NO_STATE: NamedTensors = new Map();

/** Stochastic gradient descent with Nesterov's momentum, as Keras' `SGD(momentum=0.9, nesterov=True)`. */
export function momentum(state: NamedTensors = NO_STATE, decay = 0.9): Optimizer {
  return optimizer(state, (tf, { weight, gradient, rate, of, keep }) => {
    const velocity = of('velocity').mul(decay).sub(gradient.mul(rate));
    keep('velocity', velocity);
    return tf.add(weight, velocity.mul(decay).sub(gradient.mul(rate)));
  });
}

/** Kingma and Ba, "Adam", 2015, algorithm 1, with the numbers that are proposed there. */
export function adam(state: NamedTensors = NO_STATE): Optimizer {
  const [first, second, epsilon] = [0.9, 0.999, 1e-7];
  return optimizer(state, (tf, { weight, gradient, rate, of, keep }) => {
    const mean = of('mean')
      .mul(first)
      .add(gradient.mul(1 - first));
    const square = of('square')
      .mul(second)
      .add(gradient.square().mul(1 - second));
    const steps = of('steps', []).add(1);
    keep('mean', mean);
    keep('square', square);
    keep('steps', steps);
    const [count = 1] = steps.dataSync();
    const corrected = (rate * Math.sqrt(1 - second ** count)) / (1 - first ** count);
    return tf.sub(weight, mean.mul(corrected).div(square.sqrt().add(epsilon)));
  });
}

interface Update {
  readonly weight: Tensor;
  readonly gradient: Tensor;
  readonly rate: number;
  /** A part of the state; zeros at first, of the weight's shape unless told. */
  readonly of: (part: string, shape?: readonly number[]) => Tensor;
  readonly keep: (part: string, value: Tensor) => void;
}

function optimizer(
  start: NamedTensors,
  update: (tf: ReturnType<typeof nativeTensorflow>, given: Update) => Tensor,
): Optimizer {
  const tf = nativeTensorflow();
  const state = new Map(start);
  return {
    state,
    step(weights, gradients, rate) {
      const next = new Map<string, Tensor>();
      for (const [name, weight] of weights) {
        const gradient = gradients.get(name);
        if (!gradient) continue;
        const kept = new Map<string, Tensor>();
        const better = tf.tidy(() => {
          const of = (part: string, shape: readonly number[] = weight.shape): Tensor =>
            state.get(`${name}/${part}`) ?? tf.zeros([...shape]);
          const keep = (part: string, value: Tensor): void => {
            kept.set(`${name}/${part}`, tf.keep(value));
          };
          return update(tf, { weight, gradient, rate, of, keep });
        });
        for (const [key, value] of kept) {
          state.get(key)?.dispose();
          state.set(key, value);
        }
        weight.dispose();
        gradient.dispose();
        next.set(name, better);
      }
      return next;
    },
    dispose() {
      for (const tensor of state.values()) tensor.dispose();
      state.clear();
    },
  };
}
