import { elements } from '../../arch/elements';
import { FLOAT_BYTES } from '../hdf5/decodeFloats';
import { XceptionError } from '../../../shared/xceptionError';
import type { FileBytes } from '../numbers/fileBytes';
import { damaged } from '../numbers/modelErrors';
import { bytesOf, decodeTensor } from '../numbers/storedNumbers';
import type { TensorEntry, WeightsFile } from '../weightsFormat';
import { moduleEntry } from './moduleEntry';
import type { PickleValue } from './pickle/pickleValue';
import { findStateDict } from './stateDict';
import { storageBytes, type TorchStorage, type TorchTensor } from './torchTensor';

/** Where the storages of a file lie. */
export interface TorchStorages {
  /** The first byte of a storage's numbers, and how many bytes the file has for it. */
  locate(key: string): Promise<{ readonly offset: number; readonly bytes: number }>;
  readonly bigEndian: boolean;
}

/** What is known of a file beside its tensors. */
export interface TorchFileFacts {
  readonly format: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A model's weights in a file that `torch.save` wrote, whichever of its layouts it has. */
export class TorchFile implements WeightsFile {
  readonly framework = 'pytorch';
  readonly format: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly entries: readonly TensorEntry[];
  private readonly tensors: ReadonlyMap<string, TorchTensor>;

  /** @throws XceptionError `model-unsupported` when the file's value holds no weights */
  constructor(
    private readonly bytes: FileBytes,
    private readonly storages: TorchStorages,
    value: PickleValue,
    facts: TorchFileFacts,
  ) {
    const { tensors, key, others } = findStateDict(value, bytes.file);
    this.format = facts.format;
    this.metadata = {
      ...facts.metadata,
      ...(key !== '' && { weights: key }),
      ...(others.length > 0 && { 'other weights': others.join(', ') }),
    };
    this.tensors = tensors;
    this.entries = [...tensors].map(([name, { storage, shape }]) => moduleEntry(name, storage.dtype, shape));
  }

  async read({ name, dtype }: TensorEntry): Promise<Float32Array> {
    const tensor = this.tensors.get(name);
    if (!tensor) throw new XceptionError('internal', `${name} is no tensor of this file.`);
    const values = decodeTensor(await this.readSpan(tensor, name), dtype, name, this.bytes.file);
    return elements(tensor.shape) === 0 ? new Float32Array(0) : tensor.gather(values);
  }

  close(): Promise<void> {
    return this.bytes.close();
  }

  /** The bytes from a tensor's first number to its last, little-endian. */
  private async readSpan({ storage, offset, span }: TorchTensor, name: string): Promise<Uint8Array> {
    const width = bytesOf(storage.dtype) ?? 1;
    const place = await this.storages.locate(storage.key);
    if (place.bytes < storage.start * width + storageBytes(storage)) throw this.short(storage, place.bytes);
    const from = place.offset + (storage.start + offset) * width;
    const bytes = await this.bytes.read(from, span * width, `the tensor ${name}`);
    return this.storages.bigEndian && width > 1 ? swapped(bytes, width) : bytes;
  }

  private short({ key, elements, dtype }: TorchStorage, bytes: number): XceptionError {
    return damaged(
      this.bytes.file,
      `its storage ${key} has ${bytes} bytes for ${elements} values of ${dtype}`,
    );
  }
}

function swapped(bytes: Uint8Array<ArrayBuffer>, width: number): Uint8Array {
  const buffer = Buffer.from(bytes.buffer);
  if (width === FLOAT_BYTES.float16) buffer.swap16();
  else if (width === FLOAT_BYTES.float32) buffer.swap32();
  else buffer.swap64();
  return bytes;
}
