import { damaged } from '../../numbers/modelErrors';
import { MAX_PROTOCOL, OP } from './opcodes';
import type { PickleBytes } from './pickleBytes';
import { OpaqueObject, PickleClass, type PickleEnvironment, type PickleValue } from './pickleValue';

/** A checkpoint of Xception with its optimizer's state takes some twenty thousand steps. */
const MAX_STEPS = 1_000_000;
/** Bytes of the longest whole number; Python's own of a checkpoint have ten. */
const MAX_INTEGER_BYTES = 255;

/**
 * Reads a pickle as data. A pickle is a program for a small stack machine; this one has the operations that make values,
 * and for those that call Python it has only the functions of its environment. It never recurses, so that no nesting is
 * too deep, and shared values stay shared, so that few bytes cannot become many.
 *
 * Source: `_Unpickler` in Lib/pickle.py.
 */
export class PickleMachine {
  private stack: PickleValue[] = [];
  /** The stacks below each open mark. */
  private readonly marks: PickleValue[][] = [];
  private readonly memo = new Map<number, PickleValue>();

  constructor(
    private readonly bytes: PickleBytes,
    private readonly environment: PickleEnvironment,
  ) {}

  /**
   * The pickle's value. What follows it in the bytes is left.
   *
   * @throws XceptionError `model-unreadable` for what is no whole pickle; what the environment throws
   */
  run(): PickleValue {
    for (let steps = 0; steps < MAX_STEPS; steps++) {
      const at = this.bytes.position;
      const code = this.bytes.byte();
      if (code === OP.stop) return this.pop();
      if (!this.constant(code) && !this.collection(code) && !this.object(code)) {
        throw this.broken(
          `byte ${at} of its pickle is 0x${code.toString(16)}, which torch.save does not write`,
        );
      }
    }
    throw this.broken(`its pickle has more than ${MAX_STEPS} steps`);
  }

  /** Plain values, and the order of the stack. */
  private constant(code: number): boolean {
    const { bytes } = this;
    switch (code) {
      case OP.protocol:
        return bytes.byte() <= MAX_PROTOCOL;
      case OP.frame:
        bytes.take(8);
        return true;
      case OP.none:
        return this.push(null);
      case OP.newTrue:
        return this.push(true);
      case OP.newFalse:
        return this.push(false);
      case OP.binInt:
        return this.push(bytes.int32());
      case OP.binInt1:
        return this.push(bytes.byte());
      case OP.binInt2:
        return this.push(bytes.uint16());
      case OP.long1:
        return this.push(bytes.integer(bytes.byte()));
      case OP.long4:
        return this.push(bytes.integer(this.integerLength()));
      case OP.binFloat:
        return this.push(bytes.float64());
      case OP.binUnicode:
      case OP.binString:
        return this.push(bytes.text(bytes.uint32()));
      case OP.shortBinUnicode:
      case OP.shortBinString:
        return this.push(bytes.text(bytes.byte()));
      case OP.binUnicode8:
        return this.push(bytes.text(bytes.uint64()));
      case OP.binBytes:
        return this.push(bytes.take(bytes.uint32()));
      case OP.shortBinBytes:
        return this.push(bytes.take(bytes.byte()));
      case OP.binBytes8:
      case OP.byteArray8:
        return this.push(bytes.take(bytes.uint64()));
      default:
        return false;
    }
  }

  /** Lists, tuples, sets and dictionaries; marks and the memo. */
  private collection(code: number): boolean {
    switch (code) {
      case OP.mark:
        this.marks.push(this.stack);
        this.stack = [];
        return true;
      case OP.pop:
        if (this.stack.length > 0) this.stack.pop();
        else this.sinceMark();
        return true;
      case OP.popMark:
        this.sinceMark();
        return true;
      case OP.dup:
        return this.push(this.top());
      case OP.emptyList:
      case OP.emptyTuple:
      case OP.emptySet:
        return this.push([]);
      case OP.emptyDict:
        return this.push(new Map());
      case OP.list:
      case OP.tuple:
      case OP.frozenSet:
        return this.push(this.sinceMark());
      case OP.dict: {
        const map = new Map<PickleValue, PickleValue>();
        this.fill(map, this.sinceMark());
        return this.push(map);
      }
      case OP.tuple1:
        return this.push([this.pop()]);
      case OP.tuple2:
      case OP.tuple3: {
        const items = Array.from({ length: code === OP.tuple2 ? 2 : 3 }, () => this.pop());
        return this.push(items.reverse());
      }
      case OP.append:
        return this.extend([this.pop()]);
      case OP.appends:
      case OP.addItems:
        return this.extend(this.sinceMark());
      case OP.setItem: {
        const value = this.pop();
        return this.fill(undefined, [this.pop(), value]);
      }
      case OP.setItems:
        return this.fill(undefined, this.sinceMark());
      case OP.binPut:
        return this.remember(this.bytes.byte());
      case OP.longBinPut:
        return this.remember(this.bytes.uint32());
      case OP.memoize:
        return this.remember(this.memo.size);
      case OP.binGet:
        return this.recall(this.bytes.byte());
      case OP.longBinGet:
        return this.recall(this.bytes.uint32());
      default:
        return false;
    }
  }

  /** Everything that would run Python. */
  private object(code: number): boolean {
    switch (code) {
      case OP.global:
        return this.push(this.environment.find(this.bytes.line(), this.bytes.line()));
      case OP.stackGlobal: {
        const name = this.pop();
        const module = this.pop();
        if (typeof name !== 'string' || typeof module !== 'string') throw this.broken('a global has no name');
        return this.push(this.environment.find(module, name));
      }
      case OP.inst: {
        const made = this.environment.find(this.bytes.line(), this.bytes.line());
        return this.push(made.call(this.sinceMark()));
      }
      case OP.newObjectKeywords:
        this.pop();
        return this.call();
      case OP.reduce:
      case OP.newObject:
        return this.call();
      case OP.build:
        // State belongs to objects that are opaque here, or is a hint such as the versions in a state_dict's `_metadata`.
        this.pop();
        this.top();
        return true;
      case OP.binPersistentId:
        return this.push(this.environment.load(this.pop()));
      default:
        return false;
    }
  }

  private call(): true {
    const args = this.pop();
    const callee = this.pop();
    if (!(callee instanceof PickleClass) || !Array.isArray(args)) {
      throw this.broken('its pickle calls what is no function');
    }
    return this.push(callee.call(args));
  }

  private extend(items: readonly PickleValue[]): true {
    const list = this.top();
    if (Array.isArray(list)) for (const item of items) list.push(item);
    else if (!(list instanceof OpaqueObject)) throw this.broken('its pickle appends to what is no list');
    return true;
  }

  private fill(target: PickleValue | undefined, pairs: readonly PickleValue[]): true {
    const map = target ?? this.top();
    if (pairs.length % 2 !== 0) throw this.broken('its pickle has a key without a value');
    if (map instanceof Map) {
      for (let i = 0; i < pairs.length; i += 2) map.set(pairs[i] ?? null, pairs[i + 1] ?? null);
    } else if (!(map instanceof OpaqueObject)) {
      throw this.broken('its pickle sets items of what is no dictionary');
    }
    return true;
  }

  private remember(key: number): true {
    this.memo.set(key, this.top());
    return true;
  }

  private recall(key: number): true {
    const value = this.memo.get(key);
    if (value === undefined) throw this.broken(`its pickle refers to value ${key} before it is made`);
    return this.push(value);
  }

  private push(value: PickleValue): true {
    this.stack.push(value);
    return true;
  }

  private top(): PickleValue {
    const value = this.stack.at(-1);
    if (value === undefined) throw this.broken('its pickle takes a value from an empty stack');
    return value;
  }

  private pop(): PickleValue {
    const value = this.top();
    this.stack.pop();
    return value;
  }

  private sinceMark(): PickleValue[] {
    const items = this.stack;
    const below = this.marks.pop();
    if (!below) throw this.broken('its pickle closes a mark that it did not set');
    this.stack = below;
    return items;
  }

  private integerLength(): number {
    const length = this.bytes.uint32();
    if (length > MAX_INTEGER_BYTES) throw this.broken(`a number of its pickle claims ${length} bytes`);
    return length;
  }

  private broken(what: string): Error {
    return damaged(this.bytes.file, what);
  }
}
