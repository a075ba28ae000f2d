import { isRecord } from './json';

/** What a layer is called with: names of layers, and numbers beside them. */
export interface Call {
  readonly inputs: readonly string[];
  readonly constants: readonly number[];
}

/**
 * The calls of a layer, from the `inbound_nodes` of its configuration.
 *
 * Keras 3 writes `{args: [tensor, 127.5], kwargs}` with `{class_name: "__keras_tensor__", config: {keras_history}}` for a
 * tensor; Keras 2 writes `["name", 0, 0, {kwargs}]`, alone or in lists of lists. Sources: `serialize_node` in
 * keras/src/models/functional.py, and `Node.serialize` in tf_keras/src/engine/node.py.
 */
export function readCalls(inboundNodes: unknown): readonly Call[] {
  if (!Array.isArray(inboundNodes)) return [];
  return inboundNodes.map((node: unknown) => {
    const inputs: string[] = [];
    const constants: number[] = [];
    collect(node, inputs, constants);
    return { inputs, constants };
  });
}

function collect(value: unknown, inputs: string[], constants: number[]): void {
  if (typeof value === 'number') {
    // Before the tensor it is the other operand (`1 - x`), which nothing here needs: NaN says so.
    constants.push(inputs.length === 0 ? Number.NaN : value);
  } else if (isReference(value)) {
    inputs.push(value[0]);
    collect(value[3], inputs, constants);
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, inputs, constants);
  } else if (isRecord(value)) {
    const history = isRecord(value['config']) ? value['config']['keras_history'] : undefined;
    if (isReference(history)) inputs.push(history[0]);
    else for (const item of Object.values(value)) collect(item, inputs, constants);
  }
}

/** A layer's name, the call and the output of it. */
export function isReference(
  value: unknown,
): value is [name: string, node: number, output: number, ...rest: unknown[]] {
  return (
    Array.isArray(value) &&
    typeof value[0] === 'string' &&
    typeof value[1] === 'number' &&
    typeof value[2] === 'number'
  );
}

/** The layers named by a model's `input_layers` or `output_layers`: one reference, or any nesting of several. */
export function readReferences(value: unknown): readonly string[] {
  if (isReference(value)) return [value[0]];
  if (Array.isArray(value)) return value.flatMap(readReferences);
  return isRecord(value) ? Object.values(value).flatMap(readReferences) : [];
}
