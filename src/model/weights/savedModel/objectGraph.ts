import { isTensorName } from '../numbers/storedNumbers';
import { protobufFields, protobufText } from './protobuf';

/** A variable of a model in a checkpoint. */
export interface GraphVariable {
  /** Its name in the model: `block1_conv1/kernel`. */
  readonly name: string;
  /** Where the checkpoint has it: `layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE`. */
  readonly key: string;
}

const FIELD = { nodes: 1, attributes: 2, name: 1, fullName: 2, checkpointKey: 3 } as const;

/** An optimizer's and a metric's own variables, and what Keras 3 writes a second time. */
const NO_WEIGHT = /^(optimizer|keras_api|_optimizer|_all_variables)\/|\.OPTIMIZER_SLOT\//;

/** The state of random numbers that dropout and augmentation keep: by Keras 2's places, and by Keras 3's names. */
const RANDOM_KEY = /(^|\/)_random_generator\//;
const RANDOM_NAME = /(^|\/)seed_generator(_\d+)?\//;

/**
 * The model's variables, in the order of its objects.
 *
 * Source: trackable_object_graph.proto.
 */
export function readObjectGraph(graph: Uint8Array): readonly GraphVariable[] {
  const found: GraphVariable[] = [];
  for (const { number, bytes: node } of protobufFields(graph)) {
    if (number !== FIELD.nodes) continue;
    for (const { number: field, bytes: attribute } of protobufFields(node)) {
      if (field !== FIELD.attributes || protobufText(attribute, FIELD.name) !== 'VARIABLE_VALUE') continue;
      const key = protobufText(attribute, FIELD.checkpointKey);
      const name = protobufText(attribute, FIELD.fullName);
      if (NO_WEIGHT.test(key) || RANDOM_KEY.test(key) || RANDOM_NAME.test(name)) continue;
      if (isTensorName(name) && isTensorName(key)) found.push({ name, key });
    }
  }
  return found;
}
