import type { Scalar, Tensor, Tensor4D } from '@tensorflow/tfjs-node';
import { XceptionError } from '../../../shared/xceptionError';
import type { EagerNetwork } from '../eagerNetwork';
import { nativeTensorflow } from '../nativeTensorflow';
import { isTwoClasses } from '../predictions';
import { chooseClass, type ClassRecord } from './chooseClass';
import { tailAfter } from './networkTail';
import { tailSegments } from './tailSegments';

/** Outputs of layers for the picture that is explained, `[1, H, W, C]`; the enclosing tidy disposes them. */
export type LayerOutputs = (names: readonly string[]) => ReadonlyMap<string, Tensor>;

export interface ScoreGradient {
  /** The layer's output, `[1, h, w, C]`. */
  readonly maps: Tensor4D;
  /** How much the class's score grows with each of its values; of the same shape. */
  readonly gradient: Tensor4D;
  readonly classIndex: number;
  /** All scores, before softmax or sigmoid, as the network gives them. */
  readonly scores: Float32Array;
}

/**
 * The gradient of a class's score at a layer. Only the network's tail is differentiated; of the layers before it no more
 * than the outputs it starts from are asked for. The tail is differentiated piece by piece, from its end: all at once, the
 * outputs of all its layers would lie in memory, and their gradients beside them. Within a tidy.
 *
 * @param asked - the class; the most probable one where it is not given
 * @throws XceptionError `usage` for a layer that is not there, has no maps, or is the last; for a class that is not there
 */
export function scoreGradient(
  network: EagerNetwork,
  outputsOf: LayerOutputs,
  model: ClassRecord,
  layer: string,
  asked: number | undefined,
): ScoreGradient {
  const tf = nativeTensorflow();
  const tail = tailAfter(network.layers, layer);
  const segments = tailSegments(tail.layers, layer);
  const known = outputsOf([...new Set([...tail.starts, ...segments.map(({ input }) => input)])]);
  const maps = known.get(layer);
  if (maps?.rank !== 4)
    throw new XceptionError('usage', `The layer "${layer}" has no feature maps to look at.`);
  let scores = new Float32Array();
  let classIndex = 0;
  const scoreOf = (output: Tensor): Scalar => {
    // Kernels run as they are called: the scores are there, and the most probable class can be looked up.
    const all = output.reshape([-1]);
    scores = all.dataSync<'float32'>().slice();
    classIndex = chooseClass(scores, model, asked);
    // Of two classes that share one output, the first one's score is the output's negative.
    if (isTwoClasses(scores, model.output)) return (classIndex === 0 ? tf.neg(all) : all).asScalar();
    return all.gather(tf.scalar(classIndex, 'int32')).asScalar();
  };
  let gradient: Tensor | undefined;
  for (const { layers, input, output } of segments.toReversed()) {
    const start = known.get(input);
    if (!start) throw new XceptionError('internal', `The layer ${input} gave no output.`);
    const later = gradient;
    gradient = tf.tidy(() => {
      const run = (from: Tensor): Tensor => network.runTail(layers, new Map(known).set(input, from), output);
      return later ? tf.grad(run)(start, later) : tf.grad((from) => scoreOf(run(from)))(start);
    });
    later?.dispose();
  }
  return { maps: maps as Tensor4D, gradient: gradient as Tensor4D, classIndex, scores };
}
