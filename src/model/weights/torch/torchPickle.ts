import { damaged } from '../numbers/modelErrors';
import { readSizes } from '../numbers/storedNumbers';
import { PickleBytes } from './pickle/pickleBytes';
import { PickleMachine } from './pickle/pickleMachine';
import { PickleClass, type PickleValue } from './pickle/pickleValue';
import { findTorchGlobal, storageType } from './torchGlobals';
import { TorchStorage } from './torchTensor';

/** Longest pickle that is read. The names and shapes of Xception take 60 kB; an optimizer's state adds as much again. */
export const MAX_PICKLE_BYTES = 32 * 2 ** 20;

/** A pickle's value, and where the bytes after it begin. */
export interface Unpickled {
  readonly value: PickleValue;
  readonly end: number;
  /** The types of the storages that it names. */
  readonly storageTypes: ReadonlyMap<string, string>;
}

/**
 * Reads a pickle of PyTorch's, running nothing.
 *
 * @throws XceptionError `model-unreadable`; `model-unsupported` when it asks for anything but tensors and plain values
 */
export function readTorchPickle(bytes: Uint8Array, file: string, start = 0): Unpickled {
  const source = new PickleBytes(bytes, file, start);
  const storageTypes = new Map<string, string>();
  const globals = new Map<string, PickleClass>();
  const machine = new PickleMachine(source, {
    find: (module, name) => {
      // The same few are named over and over.
      const key = `${module}\n${name}`;
      const found = globals.get(key) ?? findTorchGlobal(module, name, file);
      globals.set(key, found);
      return found;
    },
    load: (id) => {
      const storage = loadStorage(id, file);
      storageTypes.set(storage.key, storage.dtype);
      return storage;
    },
  });
  const value = machine.run();
  return { value, end: source.position, storageTypes };
}

/** `('storage', class, key, device, elements)`, and `(key, offset, elements)` of a view after them in old files. */
function loadStorage(id: PickleValue, file: string): TorchStorage {
  const [kind, storageClass, key, , count, view] = Array.isArray(id) ? id : [];
  const dtype = storageClass instanceof PickleClass ? storageType(storageClass.name) : undefined;
  const [elements] = readSizes([count]) ?? [];
  if (kind !== 'storage' || dtype === undefined || typeof key !== 'string' || elements === undefined) {
    throw damaged(file, 'one of its storages has no proper name');
  }
  if (!Array.isArray(view)) return new TorchStorage(key, dtype, elements);
  const [offset, length] = readSizes(view.slice(1)) ?? [];
  if (offset === undefined || length === undefined || offset + length > elements) {
    throw damaged(file, `a view of its storage ${key} reaches outside it`);
  }
  return new TorchStorage(key, dtype, length, offset);
}
