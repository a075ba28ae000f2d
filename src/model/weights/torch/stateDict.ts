import { unsupported } from '../numbers/modelErrors';
import { isTensorName } from '../numbers/storedNumbers';
import type { PickleMap, PickleValue } from './pickle/pickleValue';
import { TorchTensor } from './torchTensor';

/** A model's tensors by their names, and where in the checkpoint they lay. */
export interface StateDict {
  readonly tensors: ReadonlyMap<string, TorchTensor>;
  /** `state_dict`, `model`, …; empty for the file's own top. */
  readonly key: string;
  /** Other places in the checkpoint with as many tensors. */
  readonly others: readonly string[];
}

/** Where training scripts put a model's weights, the first choice first. */
const USUAL_KEYS = ['', 'state_dict', 'model_state_dict', 'model', 'net', 'network', 'params', 'weights'];

/** `{"checkpoint": {"model": {"state_dict": …}}}` is as deep as anyone goes. */
const MAX_DEPTH = 3;

/**
 * Finds a model's weights in what a file holds: the dictionary with the most tensors (an optimizer's state is none: its
 * keys are numbers); among several alike, such as averaged weights beside the plain ones, the one with the usual name.
 *
 * @throws XceptionError `model-unsupported` when there are none
 */
export function findStateDict(root: PickleValue, file: string): StateDict {
  const found = root instanceof Map ? dictionaries(root, '', 0) : [];
  const most = Math.max(0, ...found.map(({ tensors }) => tensors.size));
  if (most === 0) {
    throw unsupported(
      file,
      'holds no weights: there is no dictionary of tensors in it',
      'Save them in Python with torch.save(model.state_dict(), "weights.pth").',
    );
  }
  const alike = found.filter(({ tensors }) => tensors.size === most).toSorted((a, b) => rank(a) - rank(b));
  const [best] = alike as [Found];
  return { ...best, others: alike.slice(1).map(({ key }) => key) };
}

interface Found {
  readonly tensors: ReadonlyMap<string, TorchTensor>;
  readonly key: string;
}

/** @param seen - dictionaries that were looked into: one may hang in many places, or in itself */
function dictionaries(
  map: PickleMap,
  key: string,
  depth: number,
  seen = new Set<PickleMap>(),
): readonly Found[] {
  if (seen.has(map) || depth > MAX_DEPTH) return [];
  seen.add(map);
  const tensors = new Map<string, TorchTensor>();
  const inside: Found[] = [];
  for (const [name, value] of map) {
    if (!isTensorName(name)) continue;
    if (value instanceof TorchTensor) tensors.set(name, value);
    else if (value instanceof Map) {
      inside.push(...dictionaries(value, key === '' ? name : `${key}.${name}`, depth + 1, seen));
    }
  }
  return [{ tensors, key }, ...inside];
}

function rank({ key }: Found): number {
  const usual = USUAL_KEYS.indexOf(key.slice(key.lastIndexOf('.') + 1));
  return usual < 0 ? USUAL_KEYS.length : usual;
}
