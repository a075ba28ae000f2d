import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { mapEntry, message, text } from './message';

/*
 * The few messages of TensorFlow's protocol that a graph needs, written field by field.
 * Source: tensorflow/core/framework/{graph,node_def,attr_value,tensor,tensor_shape}.proto and
 * tensorflow/core/protobuf/{saved_model,meta_graph}.proto.
 */

/** The value of a node's attribute. */
export type Attribute =
  | { readonly type: TypeName }
  | { readonly types: readonly TypeName[] }
  | { readonly texts: readonly string[]; readonly scalar?: boolean }
  | { readonly bool: boolean }
  | { readonly float: number }
  | { readonly int: number }
  | { readonly string: string }
  | { readonly strings: readonly string[] }
  | { readonly ints: readonly number[] }
  | { readonly shape: TensorShape }
  | { readonly floatTensor: { readonly shape: readonly number[]; readonly values: readonly number[] } }
  | { readonly intTensor: { readonly shape: readonly number[]; readonly values: readonly number[] } };

/** Sizes of a tensor's axes; -1 is any. */
export type TensorShape = readonly number[];

export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** A named way in or out of a graph. */
export interface Endpoint {
  readonly name: string;
  /** The node whose first output it is. */
  readonly node: string;
  readonly shape: TensorShape;
}

/** How a graph's variables are read from the files beside it. */
export interface Restoring {
  /** The tensor that is fed the files' common name. */
  readonly fileName: string;
  /** The operation that reads all variables. */
  readonly restore: string;
}

export interface SavedGraph {
  /** Absent for a graph without variables. */
  readonly restoring?: Restoring;
  readonly nodes: readonly GraphNode[];
  readonly inputs: readonly Endpoint[];
  readonly outputs: readonly Endpoint[];
}

/** Numbers of the types of tensors. */
export const DT = { float: 1, int32: 3, string: 7 } as const;
export type TypeName = keyof typeof DT;
/** The oldest reader of this graph format still in use; newer libraries take it as it is. */
const PRODUCER = 1087;

/** The bytes of a `saved_model.pb` with one graph, tagged `serve`, with the signature `serving_default`. */
export function encodeSavedModel(graph: SavedGraph): Uint8Array {
  const writer = new BinaryWriter();
  writer.tag(1, WireType.Varint).int64(1);
  message(writer, 2, (meta) => {
    message(meta, 1, (info) => {
      info.tag(4, WireType.LengthDelimited).string('serve');
    });
    message(meta, 2, (def) => {
      for (const node of graph.nodes) message(def, 1, (field) => writeNode(field, node));
      message(def, 4, (versions) => {
        versions.tag(1, WireType.Varint).int32(PRODUCER);
      });
    });
    if (graph.restoring) {
      const { fileName, restore } = graph.restoring;
      message(meta, 3, (saver) => {
        text(saver, 1, fileName);
        // What would be fetched after saving, which nobody does with this graph.
        text(saver, 2, fileName);
        text(saver, 3, restore);
        // The second version of TensorFlow's checkpoints.
        saver.tag(7, WireType.Varint).int32(2);
      });
    }
    mapEntry(meta, 5, 'serving_default', (signature) => {
      for (const input of graph.inputs)
        mapEntry(signature, 1, input.name, (info) => writeEndpoint(info, input));
      for (const output of graph.outputs)
        mapEntry(signature, 2, output.name, (info) => writeEndpoint(info, output));
      signature.tag(3, WireType.LengthDelimited).string('tensorflow/serving/predict');
    });
  });
  return writer.finish();
}

function writeNode(writer: BinaryWriter, node: GraphNode): void {
  writer.tag(1, WireType.LengthDelimited).string(node.name);
  writer.tag(2, WireType.LengthDelimited).string(node.op);
  for (const input of node.inputs) writer.tag(3, WireType.LengthDelimited).string(input);
  for (const [name, value] of Object.entries(node.attributes)) {
    mapEntry(writer, 5, name, (attribute) => writeAttribute(attribute, value));
  }
}

function writeAttribute(writer: BinaryWriter, value: Attribute): void {
  if ('type' in value) {
    writer.tag(6, WireType.Varint).int32(DT[value.type]);
  } else if ('types' in value) {
    message(writer, 1, (list) => {
      list.tag(6, WireType.LengthDelimited).fork();
      for (const type of value.types) list.int32(DT[type]);
      list.join();
    });
  } else if ('texts' in value) {
    message(writer, 8, (tensor) => {
      tensor.tag(1, WireType.Varint).int32(DT.string);
      message(tensor, 2, (shape) => writeShape(shape, value.scalar === true ? [] : [value.texts.length]));
      for (const item of value.texts) text(tensor, 8, item);
    });
  } else if ('bool' in value) {
    writer.tag(5, WireType.Varint).bool(value.bool);
  } else if ('float' in value) {
    writer.tag(4, WireType.Bit32).float(value.float);
  } else if ('int' in value) {
    writer.tag(3, WireType.Varint).int64(value.int);
  } else if ('string' in value) {
    writer.tag(2, WireType.LengthDelimited).string(value.string);
  } else if ('strings' in value) {
    message(writer, 1, (list) => {
      for (const item of value.strings) text(list, 2, item);
    });
  } else if ('ints' in value) {
    message(writer, 1, (list) => {
      list.tag(3, WireType.LengthDelimited).fork();
      for (const number of value.ints) list.int64(number);
      list.join();
    });
  } else if ('shape' in value) {
    message(writer, 7, (shape) => writeShape(shape, value.shape));
  } else if ('floatTensor' in value) {
    const { shape, values } = value.floatTensor;
    message(writer, 8, (tensor) => writeTensor(tensor, DT.float, shape, Float32Array.from(values)));
  } else {
    const { shape, values } = value.intTensor;
    message(writer, 8, (tensor) => writeTensor(tensor, DT.int32, shape, Int32Array.from(values)));
  }
}

function writeTensor(
  writer: BinaryWriter,
  dtype: number,
  shape: TensorShape,
  values: Float32Array | Int32Array,
): void {
  writer.tag(1, WireType.Varint).int32(dtype);
  message(writer, 2, (field) => writeShape(field, shape));
  writer.tag(4, WireType.LengthDelimited).bytes(new Uint8Array(values.buffer));
}

export function writeShape(writer: BinaryWriter, shape: TensorShape): void {
  for (const size of shape) {
    message(writer, 2, (dimension) => {
      dimension.tag(1, WireType.Varint).int64(size);
    });
  }
}

function writeEndpoint(writer: BinaryWriter, endpoint: Endpoint): void {
  writer.tag(1, WireType.LengthDelimited).string(`${endpoint.node}:0`);
  writer.tag(2, WireType.Varint).int32(DT.float);
  message(writer, 3, (shape) => writeShape(shape, endpoint.shape));
}
