import { damaged, unsupported } from '../numbers/modelErrors';
import { OpaqueObject, PickleClass, type PickleValue } from './pickle/pickleValue';
import { TorchStorage, TorchTensor } from './torchTensor';

/** PyTorch's storage classes and the numbers in them. */
const STORAGE_TYPES: Readonly<Record<string, string>> = {
  ...{
    FloatStorage: 'float32',
    DoubleStorage: 'float64',
    HalfStorage: 'float16',
    BFloat16Storage: 'bfloat16',
  },
  ...{
    LongStorage: 'int64',
    IntStorage: 'int32',
    ShortStorage: 'int16',
    CharStorage: 'int8',
    ByteStorage: 'uint8',
  },
  ...{ BoolStorage: 'bool', ComplexFloatStorage: 'complex64', ComplexDoubleStorage: 'complex128' },
};

/** Classes beside the tensors in common checkpoints: options, dates, numbers of numpy's. They are let stand, unread. */
const OPAQUE: ReadonlySet<string> = new Set([
  ...['argparse.Namespace', 'types.SimpleNamespace', 'collections.defaultdict', 'collections.Counter'],
  ...[
    'pathlib.Path',
    'pathlib.PosixPath',
    'pathlib.WindowsPath',
    'pathlib.PurePosixPath',
    'copyreg._reconstructor',
  ],
  ...['datetime.datetime', 'datetime.date', 'datetime.timedelta', 'datetime.timezone', '_codecs.encode'],
  ...['numpy.core.multiarray.scalar', 'numpy._core.multiarray.scalar', 'numpy.dtype', 'numpy.ndarray'],
  ...['numpy.core.multiarray._reconstruct', 'numpy._core.multiarray._reconstruct', 'numpy.float64'],
  ...[
    'torch.device',
    'torch.Size',
    'torch.Tensor',
    'torch.nn.parameter.Parameter',
    'torch.torch_version.TorchVersion',
  ],
  ...['pytorch_lightning.utilities.parsing.AttributeDict', 'lightning_fabric.utilities.data.AttributeDict'],
  ...['float16', 'bfloat16', 'float32', 'float64', 'int64', 'uint8', 'bool'].map((type) => `torch.${type}`),
  ...[
    'object',
    'set',
    'frozenset',
    'list',
    'dict',
    'tuple',
    'int',
    'float',
    'complex',
    'bool',
    'str',
    'bytearray',
  ].flatMap((type) => [`builtins.${type}`, `__builtin__.${type}`]),
]);

/** Tensors of kinds that weights of this network are not. */
const OTHER_TENSORS: Readonly<Record<string, string>> = {
  _rebuild_qtensor: 'quantized tensors',
  _rebuild_sparse_tensor: 'sparse tensors',
  _rebuild_sparse_csr_tensor: 'sparse tensors',
  _rebuild_nested_tensor: 'nested tensors',
  _rebuild_meta_tensor_no_storage: 'tensors without numbers (of the device "meta")',
  _rebuild_tensor_v3: 'tensors of a number format that is not known here',
};

/**
 * What a pickle's `module.name` stands for.
 *
 * @throws XceptionError `model-unsupported` for anything that tensors do not need: the file asks Python to run code
 */
export function findTorchGlobal(module: string, name: string, file: string): PickleClass {
  const global = `${module}.${name}`;
  if (module === 'torch._utils' || module === 'torch._tensor') {
    const rebuild = REBUILD.get(name);
    if (rebuild) return new PickleClass(global, (args) => rebuild(args, file));
    const kind = Object.hasOwn(OTHER_TENSORS, name) ? OTHER_TENSORS[name] : undefined;
    if (kind !== undefined) throw unsupported(file, `holds ${kind}`, 'Save the model with float32 weights.');
  }
  if (global === 'collections.OrderedDict') return new PickleClass(global, orderedDict);
  if (storageType(global) !== undefined || OPAQUE.has(global)) {
    return new PickleClass(global, () => new OpaqueObject(global));
  }
  throw unsupported(
    file,
    `asks Python to run ${printable(global)}. Nothing of it was run, and the file is not opened`,
    'If you trust it, save its weights alone in Python: torch.save(model.state_dict(), "weights.pth"), or as safetensors.',
  );
}

/** The numbers of a storage class, or undefined for anything else. */
export function storageType(global: string): string | undefined {
  if (global === 'torch.storage.UntypedStorage' || global === 'torch.UntypedStorage') return 'uint8';
  const [module, name = ''] = global.split('.');
  return module === 'torch' && Object.hasOwn(STORAGE_TYPES, name) ? STORAGE_TYPES[name] : undefined;
}

type Rebuild = (args: readonly PickleValue[], file: string) => PickleValue;

/** Source: torch/_utils.py, torch/_tensor.py. */
const REBUILD: ReadonlyMap<string, Rebuild> = new Map<string, Rebuild>([
  // (storage, storage_offset, size, stride), with gradient and hooks after them in the second version
  ['_rebuild_tensor', rebuildTensor],
  ['_rebuild_tensor_v2', rebuildTensor],
  // (data, requires_grad, backward_hooks), and Python attributes after them
  ['_rebuild_parameter', ([data = null]) => data],
  ['_rebuild_parameter_with_state', ([data = null]) => data],
  // (function, class, its arguments, state)
  ['_rebuild_from_type_v2', ([rebuild, , args], file) => rebuildSubclass(rebuild, args, file)],
]);

function rebuildSubclass(
  rebuild: PickleValue | undefined,
  args: PickleValue | undefined,
  file: string,
): PickleValue {
  if (rebuild instanceof PickleClass && Array.isArray(args)) return rebuild.call(args);
  throw damaged(file, 'one of its tensors cannot be put together');
}

function rebuildTensor([storage, offset, size, stride]: readonly PickleValue[], file: string): PickleValue {
  const tensor =
    storage instanceof TorchStorage ? TorchTensor.over(storage, offset, size, stride) : undefined;
  if (!tensor) throw damaged(file, 'one of its tensors reaches outside its storage');
  return tensor;
}

/** `OrderedDict()`, or with the list of its pairs, as Python 2 wrote it. */
function orderedDict([pairs]: readonly PickleValue[]): PickleValue {
  const map = new Map<PickleValue, PickleValue>();
  for (const pair of Array.isArray(pairs) ? pairs : []) {
    if (Array.isArray(pair)) map.set(pair[0] ?? null, pair[1] ?? null);
  }
  return map;
}

/** A name from a hostile file in an error message: short, and without what a terminal would obey. */
function printable(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '?');
  return plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
}
