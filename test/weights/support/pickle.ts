// A pickle's operations, as bytes: for what a test must say that Python would not.
import { OP } from '../../../src/model/weights/torch/pickle/opcodes';

/** What a tensor says of itself. */
export interface TensorWords {
  readonly storage?: Uint8Array;
  readonly offset?: number | bigint;
  readonly size?: readonly (number | bigint)[];
  readonly stride?: readonly (number | bigint)[];
}

/** A whole pickle of protocol 2. */
export function whole(...operations: readonly Uint8Array[]): Buffer {
  return Buffer.concat([Buffer.of(OP.protocol, 2), ...operations, Buffer.of(OP.stop)]);
}

export function op(...names: readonly (keyof typeof OP)[]): Buffer {
  return Buffer.from(names.map((name) => OP[name]));
}

export function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([op('binUnicode'), length, bytes]);
}

/** A whole number of up to eight bytes. */
export function integer(value: number | bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(value));
  return Buffer.concat([op('long1'), Buffer.of(8), bytes]);
}

export function global(module: string, name: string): Buffer {
  return Buffer.concat([op('global'), Buffer.from(`${module}\n${name}\n`)]);
}

export function tuple(...items: readonly Uint8Array[]): Buffer {
  return Buffer.concat([op('mark'), ...items, op('tuple')]);
}

export function call(callee: Uint8Array, ...args: readonly Uint8Array[]): Buffer {
  return Buffer.concat([callee, tuple(...args), op('reduce')]);
}

export function list(...items: readonly Uint8Array[]): Buffer {
  return Buffer.concat([op('emptyList', 'mark'), ...items, op('appends')]);
}

export function dictionary(entries: Readonly<Record<string, Uint8Array>>): Buffer {
  const pairs = Object.entries(entries).flatMap(([name, value]) => [text(name), value]);
  return Buffer.concat([op('emptyDict', 'mark'), ...pairs, op('setItems')]);
}

export function put(key: number): Buffer {
  return Buffer.of(OP.binPut, key);
}

export function get(key: number): Buffer {
  return Buffer.of(OP.binGet, key);
}

export function storage(key: string, elements: number, type = 'FloatStorage'): Buffer {
  const id = tuple(text('storage'), global('torch', type), text(key), text('cpu'), integer(elements));
  return Buffer.concat([id, op('binPersistentId')]);
}

export function tensor(words: TensorWords): Buffer {
  const { storage: numbers = storage('0', 6), offset = 0, size = [2, 3], stride = [3, 1] } = words;
  return call(
    global('torch._utils', '_rebuild_tensor_v2'),
    numbers,
    integer(offset),
    tuple(...size.map(integer)),
    tuple(...stride.map(integer)),
    op('newFalse', 'none'),
  );
}
