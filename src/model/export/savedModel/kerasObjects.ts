import { encoded, integer, message, text } from '../../protobuf/message';
import { kerasModelJson } from '../keras/kerasJson';
import type { KerasModelSpec } from '../keras/kerasLayerSpec';

/** A checkpoint's key of its own for the objects that its variables belong to. */
export const OBJECT_GRAPH = '_CHECKPOINTABLE_OBJECT_GRAPH';

/**
 * Which objects a checkpoint's variables belong to: a root, and beneath it each variable under its name.
 *
 * Source: trackable_object_graph.proto.
 *
 * @param names - the variables' names, which are their keys
 */
export function objectGraph(names: readonly string[]): Uint8Array {
  return encoded((graph) => {
    message(graph, 1, (root) => {
      names.forEach((name, index) => {
        message(root, 1, (child) => {
          integer(child, 1, index + 1);
          text(child, 2, name);
        });
      });
    });
    for (const name of names) {
      message(graph, 1, (node) => {
        message(node, 2, (attribute) => {
          text(attribute, 1, 'VARIABLE_VALUE');
          text(attribute, 2, name);
          text(attribute, 3, name);
        });
      });
    }
  });
}

/**
 * The model's configuration where Keras 2 keeps it beside a SavedModel.
 *
 * Source: tf_keras/protobuf/saved_metadata.proto.
 */
export function kerasMetadata(spec: KerasModelSpec): Uint8Array {
  return encoded((writer) => {
    message(writer, 1, (node) => {
      integer(node, 2, 0);
      text(node, 3, 'root');
      text(node, 4, '_tf_keras_network');
      text(node, 5, JSON.stringify(kerasModelJson(spec)));
    });
  });
}
