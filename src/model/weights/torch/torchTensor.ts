import { elements } from '../../arch/elements';
import { bytesOf, readShape, readSizes } from '../numbers/storedNumbers';
import { PickleObject, type PickleValue } from './pickle/pickleValue';

/** A run of numbers in the file, of which tensors are views. */
export class TorchStorage extends PickleObject {
  constructor(
    /** Its name in the file. */
    readonly key: string,
    /** `float32`, … */
    readonly dtype: string,
    readonly elements: number,
    /** Where it begins in the storage of that name: old files have views of views. */
    readonly start = 0,
  ) {
    super('torch.Storage');
  }
}

/** A tensor: a shape laid over a storage. */
export class TorchTensor extends PickleObject {
  private constructor(
    readonly storage: TorchStorage,
    /** Elements before the first one, from the storage's start. */
    readonly offset: number,
    readonly shape: readonly number[],
    /** Elements between neighbours along each axis. */
    readonly strides: readonly number[],
  ) {
    super('torch.Tensor');
  }

  /** @returns undefined when it would reach outside its storage, or make many numbers of few */
  static over(
    storage: TorchStorage,
    offset: PickleValue | undefined,
    size: PickleValue | undefined,
    stride: PickleValue | undefined,
  ): TorchTensor | undefined {
    const shape = readShape(size);
    const strides = readSizes(stride);
    const [first] = readSizes([offset]) ?? [];
    if (!shape || first === undefined || strides?.length !== shape.length) return undefined;
    const tensor = new TorchTensor(storage, first, shape, strides);
    const reach = Math.max(storage.elements, MAX_REPEATED);
    return first + tensor.span <= storage.elements && elements(shape) <= reach ? tensor : undefined;
  }

  /** Elements of the storage from the first to the last one that it shows. */
  get span(): number {
    if (this.shape.includes(0)) return 0;
    return 1 + this.shape.reduce((sum, size, axis) => sum + (size - 1) * (this.strides[axis] ?? 0), 0);
  }

  /** Its numbers in C order. @param values - those of the storage that lie in its {@link span} */
  gather(values: Float32Array): Float32Array {
    if (this.isContiguous) return values;
    const result = new Float32Array(elements(this.shape));
    const { shape, strides } = this;
    const last = shape.length - 1;
    let to = 0;
    const visit = (axis: number, from: number): void => {
      const size = shape[axis] ?? 1;
      const stride = strides[axis] ?? 0;
      if (axis < last) for (let i = 0; i < size; i++) visit(axis + 1, from + i * stride);
      else for (let i = 0; i < size; i++) result[to++] = values[from + i * stride] ?? 0;
    };
    if (result.length > 0) visit(0, 0);
    return result;
  }

  private get isContiguous(): boolean {
    let expected = 1;
    for (let axis = this.shape.length - 1; axis >= 0; axis--) {
      const size = this.shape[axis] ?? 1;
      if (size !== 1 && this.strides[axis] !== expected) return false;
      expected *= size;
    }
    return true;
  }
}

/** A stride of 0 repeats a number. An expanded tensor may so have more numbers than its storage, but not without end. */
const MAX_REPEATED = 2 ** 24;

/** Bytes of a storage in the file. */
export function storageBytes({ elements, dtype }: TorchStorage): number {
  return elements * (bytesOf(dtype) ?? 1);
}
