import type { ModelRecord } from '../../shared/classification';
import { XceptionError } from '../../shared/xceptionError';
import type { NetworkGraph } from '../arch/networkGraph';
import type { OpenedModel } from '../weights/tensorFile';
import { FastNetwork } from './fastNetwork';
import { foldModel } from './foldModel';
import { splitRows, stackRows } from './stackRows';

/** What a model gives for one picture. */
export interface Scored {
  /** One per output, before softmax or sigmoid; none for a model without a head. */
  readonly scores: Float32Array;
  /** One number per channel of the backbone's last maps: their average over the picture. */
  readonly features?: Float32Array;
}

/** A model on the native kernels, ready for pictures. */
export class RunnableModel {
  private constructor(
    readonly record: ModelRecord,
    /** The model's structure, its own head's too. */
    readonly graph: NetworkGraph,
    private readonly network: FastNetwork,
  ) {}

  /** Builds the model's graph and uploads its weights, which are folded where they lie: the opened model is spent. */
  static load(opened: OpenedModel): RunnableModel {
    const { record } = opened;
    const { graph, folded } = foldModel(opened);
    return new RunnableModel(record, graph, new FastNetwork(folded, record.input));
  }

  /** @throws XceptionError `model-unsupported` for a backbone without a head */
  requireClasses(): void {
    if (this.record.classes > 0) return;
    throw new XceptionError(
      'model-unsupported',
      `"${this.record.weights}" holds the network without its last layers, so it has no classes to answer with. Choose a file with the whole model.`,
    );
  }

  /**
   * Scores of a batch.
   *
   * @param images - each `[height, width, 3]` of the model's input size, normalised
   * @returns for each image its scores, one per output, before softmax or sigmoid
   * @throws XceptionError `model-unsupported` for a backbone without a head
   */
  score(images: readonly Float32Array[]): readonly Float32Array[] {
    this.requireClasses();
    return splitRows(this.network.score(this.batchOf(images)).values, images.length);
  }

  /** As {@link score}, with the features that the same run went through; of a backbone without a head, these alone. */
  scoreWithFeatures(images: readonly Float32Array[]): readonly Required<Scored>[] {
    const batch = this.batchOf(images);
    const { scores, features } =
      this.record.classes > 0
        ? this.network.scoreWithFeatures(batch)
        : { scores: undefined, features: this.network.features(batch) };
    const scoreRows = scores && splitRows(scores.values, images.length);
    return splitRows(features.values, images.length).map((row, index) => ({
      scores: scoreRows?.[index] ?? new Float32Array(0),
      features: row,
    }));
  }

  dispose(): void {
    this.network.dispose();
  }

  private batchOf(images: readonly Float32Array[]): Float32Array {
    const { height, width } = this.record.input;
    const size = height * width * 3;
    for (const { length } of images) {
      if (length !== size) {
        throw new XceptionError('internal', `An image of ${length} values for an input of ${size}.`);
      }
    }
    return stackRows(images, size);
  }
}
