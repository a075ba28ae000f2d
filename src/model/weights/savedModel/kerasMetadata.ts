import { isRecord } from '../keras/json';
import type { KerasModelConfig } from '../keras/kerasModelConfig';
import { parseKerasConfig } from '../kerasConfig';
import { parseBoundedJson } from '../numbers/boundedJson';
import { protobufFields, protobufText } from './protobuf';

const FIELD = { nodes: 1, path: 3, metadata: 5 } as const;
const ROOT = 'root';

/**
 * The model's configuration, from the metadata that Keras 2 keeps beside a SavedModel: of every object its path and, as
 * JSON, what it is.
 *
 * Source: tf_keras/protobuf/saved_metadata.proto.
 *
 * @returns undefined when it has none, as a model with a class of its own
 * @throws XceptionError `model-unreadable`
 */
export function readKerasMetadata(metadata: Uint8Array, file: string): KerasModelConfig | undefined {
  for (const { number, bytes: node } of protobufFields(metadata)) {
    if (number !== FIELD.nodes || protobufText(node, FIELD.path) !== ROOT) continue;
    const text = Buffer.from(protobufText(node, FIELD.metadata));
    const json = parseBoundedJson(text, 'its metadata', file);
    const { config, class_name: className } = isRecord(json) ? json : {};
    if (!isRecord(config) || !Array.isArray(config['layers'])) return undefined;
    return parseKerasConfig(JSON.stringify({ class_name: className, config }, withoutTuples), file);
  }
  return undefined;
}

/** JSON has no tuples: there they are `{"class_name": "__tuple__", "items": […]}`, in every other file plain lists. */
function withoutTuples(_key: string, value: unknown): unknown {
  return isRecord(value) && value['class_name'] === '__tuple__' ? value['items'] : value;
}
