import type { Tensor4D } from '@tensorflow/tfjs-node';
import type { ModelRecord } from '../../shared/classification';
import { XceptionError } from '../../shared/xceptionError';
import { buildNetwork } from '../arch/buildNetwork';
import { sizeNetwork } from '../arch/sizeNetwork';
import type { OpenedModel } from '../weights/tensorFile';
import { FastNetwork } from './fastNetwork';
import { foldNetwork } from './foldNetwork';
import { nativeTensorflow } from './nativeTensorflow';

/** A model on the native kernels, ready for pictures. */
export class RunnableModel {
  private constructor(
    readonly record: ModelRecord,
    private readonly network: FastNetwork,
  ) {}

  /**
   * Builds the model's graph and uploads its weights.
   *
   * @throws XceptionError `model-unsupported` for a backbone without a head
   */
  static async load({ record, head, weights }: OpenedModel): Promise<RunnableModel> {
    if (record.classes === 0) {
      throw new XceptionError(
        'model-unsupported',
        `"${record.weights}" holds the network without its last layers, so it has no classes to answer with. Choose a file with the whole model.`,
      );
    }
    const graph = buildNetwork(record.network, { head, variant: record.variant });
    const layers = sizeNetwork(graph, record.input);
    const folded = foldNetwork(layers, weights, graph.output);
    return new RunnableModel(record, await FastNetwork.load(folded, record.input));
  }

  /**
   * Scores of a batch.
   *
   * @param images - each `[height, width, 3]` of the model's input size, normalised
   * @returns for each image its scores, one per output, before softmax or sigmoid
   */
  score(images: readonly Float32Array[]): readonly Float32Array[] {
    const tf = nativeTensorflow();
    const { height, width } = this.record.input;
    const size = height * width * 3;
    const batch = new Float32Array(images.length * size);
    images.forEach((image, index) => {
      if (image.length !== size) {
        throw new XceptionError('internal', `An image of ${image.length} values for an input of ${size}.`);
      }
      batch.set(image, index * size);
    });
    const input: Tensor4D = tf.tensor4d(batch, [images.length, height, width, 3]);
    try {
      const { scores, output } = this.network.run(input);
      const values = scores.dataSync<'float32'>();
      tf.dispose([scores, output]);
      const outputs = values.length / images.length;
      return images.map((_, index) => values.slice(index * outputs, (index + 1) * outputs));
    } finally {
      input.dispose();
    }
  }

  dispose(): void {
    this.network.dispose();
  }
}
