import type { ModelRecord } from '../../shared/classification';
import { XceptionError } from '../../shared/xceptionError';
import type { NetworkGraph } from '../arch/networkGraph';
import type { OpenedModel } from '../weights/tensorFile';
import { FastNetwork } from './fastNetwork';
import { foldModel } from './foldModel';
import type { Values } from './graphSession';

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
    return rows(this.network.score(this.batchOf(images)), images.length);
  }

  /** As {@link score}, with the features that the same run went through; of a backbone without a head, these alone. */
  scoreWithFeatures(images: readonly Float32Array[]): readonly Required<Scored>[] {
    const batch = this.batchOf(images);
    const { scores, features } =
      this.record.classes > 0
        ? this.network.scoreWithFeatures(batch)
        : { scores: undefined, features: this.network.features(batch) };
    const scoreRows = scores && rows(scores, images.length);
    return rows(features, images.length).map((row, index) => ({
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
    const batch = new Float32Array(images.length * size);
    images.forEach((image, index) => {
      if (image.length !== size) {
        throw new XceptionError('internal', `An image of ${image.length} values for an input of ${size}.`);
      }
      batch.set(image, index * size);
    });
    return batch;
  }
}

function rows({ values }: Values, count: number): readonly Float32Array[] {
  const size = values.length / count;
  return Array.from({ length: count }, (_, index) => values.slice(index * size, (index + 1) * size));
}
