import { FileBytes } from '../numbers/fileBytes';
import { asModelError, damaged, unsupported } from '../numbers/modelErrors';
import { bytesOf } from '../numbers/storedNumbers';
import { startsWith, type WeightsFile, type WeightsFormat } from '../weightsFormat';
import { MAX_PROTOCOL, OP } from './pickle/opcodes';
import type { PickleValue } from './pickle/pickleValue';
import { TorchFile, type TorchStorages } from './torchFile';
import { MAX_PICKLE_BYTES, readTorchPickle, type Unpickled } from './torchPickle';

/** The numbers by which PyTorch knows such a file. Source: torch/serialization.py. */
const MAGIC_NUMBER = 0x1950a86a20f9469cfc6cn;
const PROTOCOL_VERSION = 1001;

const LENGTH_BYTES = 8;
/** An Xception has some 300. */
const MAX_STORAGES = 20_000;

type Place = Awaited<ReturnType<TorchStorages['locate']>>;

const USTAR = new TextEncoder().encode('ustar');
const USTAR_OFFSET = 257;

/**
 * What `torch.save` wrote before PyTorch 1.6, and still does when asked: pickles of a magic number, a version, the
 * machine's properties, the value and the storages' names, then the storages one after another, each behind its length.
 * Many published weights are such files.
 */
export const torchLegacy: WeightsFormat = {
  id: 'torch-legacy',
  title: 'PyTorch state_dict before 1.6 (.pth)',
  match: (head) => isPickle(head) || isTar(head),
  open: async (file) => {
    const bytes = await FileBytes.open(file);
    try {
      const start = await bytes.read(0, Math.min(bytes.size, MAX_PICKLE_BYTES), 'its start');
      if (isTar(start)) throw olderStill(file);
      return await openTorchLegacy(bytes, start);
    } catch (thrown) {
      await bytes.close();
      throw asModelError(thrown, file);
    }
  },
};

/** A binary pickle starts with the opcode that gives its protocol. */
function isPickle(head: Uint8Array): boolean {
  const [code, protocol = 0] = head;
  return code === OP.protocol && protocol >= 2 && protocol <= MAX_PROTOCOL;
}

function isTar(head: Uint8Array): boolean {
  return startsWith(head.subarray(USTAR_OFFSET), USTAR);
}

function olderStill(file: string): Error {
  return unsupported(
    file,
    'is a tar archive. If PyTorch before 0.1.10 wrote it, no program but PyTorch reads it',
    'Load it in Python and save it again: torch.save(torch.load(file), "weights.pth").',
  );
}

async function openTorchLegacy(bytes: FileBytes, start: Uint8Array): Promise<WeightsFile> {
  const { file } = bytes;
  let end = 0;
  const next = (): Unpickled => {
    const pickle = readTorchPickle(start, file, end);
    ({ end } = pickle);
    return pickle;
  };
  if (next().value !== MAGIC_NUMBER || next().value !== PROTOCOL_VERSION) {
    throw unsupported(
      file,
      'is a Python pickle, but not one that torch.save wrote',
      'Save the weights in Python with torch.save(model.state_dict(), "weights.pth").',
    );
  }
  const machine = next().value;
  const { value, storageTypes } = next();
  const keys = next().value;
  if (!(machine instanceof Map) || !Array.isArray(keys)) throw damaged(file, 'its list of storages is none');
  const bigEndian = machine.get('little_endian') === false;
  const places = await placeStorages(bytes, keys, storageTypes, end, bigEndian);
  const locate = (key: string): Promise<Place> => {
    const place = places.get(key);
    return place ? Promise.resolve(place) : Promise.reject(damaged(file, `its storage ${key} is not there`));
  };
  return new TorchFile(bytes, { bigEndian, locate }, value, { format: torchLegacy.title, metadata: {} });
}

/** Steps from storage to storage: each has its number of elements before it, in eight bytes. */
async function placeStorages(
  bytes: FileBytes,
  keys: readonly PickleValue[],
  types: ReadonlyMap<string, string>,
  start: number,
  bigEndian: boolean,
): Promise<ReadonlyMap<string, Place>> {
  const places = new Map<string, Place>();
  let offset = start;
  for (const key of keys) {
    const type = typeof key === 'string' ? types.get(key) : undefined;
    if (typeof key !== 'string' || type === undefined || places.has(key) || places.size === MAX_STORAGES) {
      throw damaged(bytes.file, 'its list of storages is not that of its tensors');
    }
    const length = await bytes.read(offset, LENGTH_BYTES, `the length of its storage ${key}`);
    const elements = Number(new DataView(length.buffer).getBigInt64(0, !bigEndian));
    const place = { offset: offset + LENGTH_BYTES, bytes: elements * (bytesOf(type) ?? 1) };
    if (place.bytes < 0 || place.offset + place.bytes > bytes.size) {
      throw damaged(bytes.file, `its storage ${key} claims ${elements} values`);
    }
    places.set(key, place);
    offset = place.offset + place.bytes;
  }
  return places;
}
