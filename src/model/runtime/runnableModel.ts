import type { ModelRecord } from '../../shared/classification';
import { XceptionError } from '../../shared/xceptionError';
import type { NetworkGraph } from '../arch/networkGraph';
import type { OpenedModel } from '../weights/tensorFile';
import { FastNetwork } from './fastNetwork';
import { foldModel } from './foldModel';

/** A model on the native kernels, ready for pictures. */
export class RunnableModel {
  private constructor(
    readonly record: ModelRecord,
    /** The model's structure, its own head's too. */
    readonly graph: NetworkGraph,
    private readonly network: FastNetwork,
  ) {}

  /**
   * Builds the model's graph and uploads its weights, which are folded where they lie: the opened model is spent.
   *
   * @throws XceptionError `model-unsupported` for a backbone without a head
   */
  static load(opened: OpenedModel): RunnableModel {
    const { record } = opened;
    if (record.classes === 0) {
      throw new XceptionError(
        'model-unsupported',
        `"${record.weights}" holds the network without its last layers, so it has no classes to answer with. Choose a file with the whole model.`,
      );
    }
    const { graph, folded } = foldModel(opened);
    return new RunnableModel(record, graph, new FastNetwork(folded, record.input));
  }

  /**
   * Scores of a batch.
   *
   * @param images - each `[height, width, 3]` of the model's input size, normalised
   * @returns for each image its scores, one per output, before softmax or sigmoid
   */
  score(images: readonly Float32Array[]): readonly Float32Array[] {
    const { height, width } = this.record.input;
    const size = height * width * 3;
    const batch = new Float32Array(images.length * size);
    images.forEach((image, index) => {
      if (image.length !== size) {
        throw new XceptionError('internal', `An image of ${image.length} values for an input of ${size}.`);
      }
      batch.set(image, index * size);
    });
    const { values } = this.network.score(batch);
    const outputs = values.length / images.length;
    return images.map((_, index) => values.slice(index * outputs, (index + 1) * outputs));
  }

  dispose(): void {
    this.network.dispose();
  }
}
