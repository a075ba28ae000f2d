import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { encoded, integer, message, text } from './message';

/*
 * The few messages of ONNX that a network needs, written field by field. Source: onnx/onnx.proto (IR version 8).
 */

/** Whole numbers, a number, or a list of whole numbers. */
export type OnnxAttribute =
  { readonly int: number } | { readonly float: number } | { readonly ints: readonly number[] };

export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  /** The name of its only output, and its own. */
  readonly output: string;
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
}

/** Sizes of a tensor's axes; a word is a size that is not fixed. */
export interface OnnxValue {
  readonly name: string;
  readonly shape: readonly (number | string)[];
}

/** A constant tensor of float32, without its numbers. */
export interface OnnxTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly about: string;
  readonly nodes: readonly OnnxNode[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly tensors: readonly OnnxTensor[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** A model's bytes without its tensors' numbers, which are written in between: {@link head}, then for each tensor its prefix and its numbers. */
export interface OnnxPieces {
  readonly head: Uint8Array;
  /** In the order of {@link OnnxGraph.tensors}. */
  readonly prefixes: readonly Uint8Array[];
}

const IR_VERSION = 8;
export const OPSET = 17;
const FLOAT = 1;
const ATTRIBUTE_TYPE = { float: 1, int: 2, ints: 7 } as const;

/**
 * Cuts a model at its tensors, so that nobody has to hold it whole: a message's length stands before it, but can be told
 * without the numbers.
 */
export function onnxPieces(graph: OnnxGraph): OnnxPieces {
  const structure = encoded((writer) => writeStructure(writer, graph));
  const prefixes = graph.tensors.map(tensorPrefix);
  const length = graph.tensors.reduce(
    (sum, tensor, index) => sum + (prefixes[index]?.length ?? 0) + numberBytes(tensor),
    structure.length,
  );
  const model = new BinaryWriter();
  integer(model, 1, IR_VERSION);
  text(model, 2, 'Xception for VS Code');
  message(model, 8, (opset) => {
    text(opset, 1, '');
    integer(opset, 2, OPSET);
  });
  for (const [key, value] of Object.entries(graph.metadata)) {
    message(model, 14, (entry) => {
      text(entry, 1, key);
      text(entry, 2, value);
    });
  }
  // The graph comes last: its end is the file's.
  model.tag(7, WireType.LengthDelimited).uint32(length).raw(structure);
  return { head: model.finish(), prefixes };
}

function writeStructure(writer: BinaryWriter, graph: OnnxGraph): void {
  for (const node of graph.nodes) message(writer, 1, (field) => writeNode(field, node));
  text(writer, 2, graph.name);
  text(writer, 10, graph.about);
  for (const value of graph.inputs) message(writer, 11, (field) => writeValue(field, value));
  for (const value of graph.outputs) message(writer, 12, (field) => writeValue(field, value));
}

function writeNode(writer: BinaryWriter, { op, inputs, output, attributes = {} }: OnnxNode): void {
  for (const input of inputs) text(writer, 1, input);
  text(writer, 2, output);
  text(writer, 3, output);
  text(writer, 4, op);
  for (const [name, value] of Object.entries(attributes)) {
    message(writer, 5, (attribute) => {
      text(attribute, 1, name);
      if ('float' in value) {
        attribute.tag(2, WireType.Bit32).float(value.float);
        integer(attribute, 20, ATTRIBUTE_TYPE.float);
      } else if ('int' in value) {
        integer(attribute, 3, value.int);
        integer(attribute, 20, ATTRIBUTE_TYPE.int);
      } else {
        for (const item of value.ints) integer(attribute, 8, item);
        integer(attribute, 20, ATTRIBUTE_TYPE.ints);
      }
    });
  }
}

function writeValue(writer: BinaryWriter, { name, shape }: OnnxValue): void {
  text(writer, 1, name);
  message(writer, 2, (type) => {
    message(type, 1, (tensor) => {
      integer(tensor, 1, FLOAT);
      message(tensor, 2, (field) => {
        for (const size of shape) {
          message(field, 1, (dimension) => {
            if (typeof size === 'number') integer(dimension, 1, size);
            else text(dimension, 2, size);
          });
        }
      });
    });
  });
}

/** All of an initializer's bytes up to its numbers. */
function tensorPrefix(tensor: OnnxTensor): Uint8Array {
  const bytes = numberBytes(tensor);
  const inner = encoded((writer) => {
    for (const size of tensor.shape) integer(writer, 1, size);
    integer(writer, 2, FLOAT);
    text(writer, 8, tensor.name);
    writer.tag(9, WireType.LengthDelimited).uint32(bytes);
  });
  return encoded((writer) => {
    writer
      .tag(5, WireType.LengthDelimited)
      .uint32(inner.length + bytes)
      .raw(inner);
  });
}

function numberBytes({ shape }: OnnxTensor): number {
  return shape.reduce((product, size) => product * size, 4);
}
