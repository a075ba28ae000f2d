/**
 * A value of a pickle. Lists, tuples and sets are arrays, dictionaries (ordered or not) are maps; what a class would make
 * is a {@link PickleObject}.
 */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleValue[]
  | PickleMap
  | PickleClass
  | PickleObject;

export type PickleMap = Map<PickleValue, PickleValue>;

/** What stands for an instance of a Python class. */
export abstract class PickleObject {
  constructor(readonly className: string) {}
}

/** An instance of a class whose contents do not matter here: a date, an option, a number of numpy's. */
export class OpaqueObject extends PickleObject {}

/** A class or function that a pickle names, replaced by one of our own. Nothing of Python's is ever looked up. */
export class PickleClass {
  constructor(
    /** `torch._utils._rebuild_tensor_v2` */
    readonly name: string,
    readonly call: (args: readonly PickleValue[]) => PickleValue,
  ) {}
}

/** What a pickle may reach outside itself. */
export interface PickleEnvironment {
  /** @throws XceptionError for a name that is not allowed */
  find(module: string, name: string): PickleClass;
  /** The object that stands outside the pickle under this id. */
  load(id: PickleValue): PickleValue;
}
