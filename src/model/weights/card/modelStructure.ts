import type { NetworkVariant } from '../../../shared/classification';
import type { NetworkId } from '../../../shared/network';
import { NETWORK_IDS } from '../../arch/buildNetwork';
import type { HeadOp } from '../../arch/layerOp';
import type { HeadLayer } from '../../arch/networkGraph';
import { MAX_INPUT, MIN_INPUT, type InputSize } from '../../arch/sizeNetwork';
import { readActivation } from '../keras/activations';
import { isRecord } from '../keras/json';
import { TENSOR_NAMINGS, type TensorNaming } from './tensorNaming';

/** All that a file of bare tensors lacks of a model. */
export interface ModelStructure {
  readonly network: NetworkId;
  readonly names: TensorNaming;
  readonly variant?: NetworkVariant;
  readonly head: readonly HeadLayer[];
  readonly input: InputSize;
}

type Json = Readonly<Record<string, unknown>>;

const MAX_LAYERS = 100;
const MAX_UNITS = 1_000_000;

/** @returns undefined for what describes no model */
export function readModelStructure(value: unknown): ModelStructure | undefined {
  if (!isRecord(value)) return undefined;
  const network = NETWORK_IDS.find((id) => id === value['network']);
  const names = TENSOR_NAMINGS.find((naming) => naming === value['names']);
  const variant = value['variant'] === undefined ? undefined : readVariant(value['variant']);
  const head = readHead(value['head']);
  const input = readInput(value['input']);
  if (!network || !names || !head || !input || (value['variant'] !== undefined && !variant)) return undefined;
  return { network, names, ...(variant && { variant }), head, input };
}

function readVariant(value: unknown): NetworkVariant | undefined {
  if (!isRecord(value)) return undefined;
  const { epsilon, padding } = value;
  if (typeof epsilon !== 'number' || !(epsilon > 0 && epsilon < 1)) return undefined;
  return padding === 'same' || padding === 1 ? { epsilon, padding } : undefined;
}

function readInput(value: unknown): InputSize | undefined {
  if (!isRecord(value)) return undefined;
  const { height, width } = value;
  return isCount(height, MIN_INPUT, MAX_INPUT) && isCount(width, MIN_INPUT, MAX_INPUT)
    ? { height, width }
    : undefined;
}

function readHead(value: unknown): readonly HeadLayer[] | undefined {
  if (!Array.isArray(value) || value.length > MAX_LAYERS) return undefined;
  const layers = value.map(readLayer).filter((layer) => layer !== undefined);
  const names = layers.flatMap(({ name }) => (name === undefined ? [] : [name]));
  return layers.length === value.length && new Set(names).size === names.length ? layers : undefined;
}

function readLayer(value: unknown): HeadLayer | undefined {
  if (!isRecord(value) || !isRecord(value['op'])) return undefined;
  const { name } = value;
  const op = readOp(value['op']);
  return op && { ...(typeof name === 'string' && name !== '' && { name }), op };
}

function readOp(op: Json): HeadOp | undefined {
  const activation = readActivation(op['activation']);
  const { kind, mode, units, bias, rate, epsilon, momentum } = op;
  switch (kind) {
    case 'relu':
    case 'flatten':
      return { kind };
    case 'pool':
      return mode === 'average' || mode === 'max' ? { kind, mode } : undefined;
    case 'dropout':
      return typeof rate === 'number' ? { kind, rate } : undefined;
    case 'activation':
      return activation && { kind, activation };
    case 'batchnorm':
      return typeof epsilon === 'number' && typeof momentum === 'number'
        ? { kind, epsilon, momentum }
        : undefined;
    case 'dense':
      return isCount(units, 1, MAX_UNITS) && typeof bias === 'boolean' && activation
        ? { kind, units, bias, activation }
        : undefined;
    default:
      return undefined;
  }
}

function isCount(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}
