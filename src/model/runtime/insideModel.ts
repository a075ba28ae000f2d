import type { ModelRecord } from '../../shared/classification';
import { buildNetwork, networks } from '../arch/buildNetwork';
import { sizeNetwork } from '../arch/sizeNetwork';
import type { OpenedModel } from '../weights/tensorFile';
import { ActivationStore } from './activations/activationStore';
import { EagerNetwork } from './eagerNetwork';

/** A model to look inside: run layer by layer, with every layer's output at hand. */
export class InsideModel {
  private constructor(
    readonly record: ModelRecord,
    readonly network: EagerNetwork,
    /** Outputs for the picture that was looked at last. */
    readonly activations: ActivationStore,
  ) {}

  /** Uploads a model's weights as they are, nothing folded. */
  static load({ record, head, weights }: OpenedModel): InsideModel {
    const graph = buildNetwork(record.network, { head, variant: record.variant });
    const layers = sizeNetwork(graph, record.input);
    const { framework } = networks[record.network];
    const network = new EagerNetwork(layers, framework, weights, graph.output);
    return new InsideModel(record, network, new ActivationStore(network));
  }

  dispose(): void {
    this.activations.clear();
    this.network.dispose();
  }
}
