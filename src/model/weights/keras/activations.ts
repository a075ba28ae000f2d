import type { ActivationName } from '../../arch/layerOp';
import { isRecord } from './json';

const ACTIVATIONS: Readonly<Record<string, ActivationName>> = {
  linear: 'linear',
  relu: 'relu',
  softmax: 'softmax',
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  elu: 'elu',
  selu: 'selu',
  gelu: 'gelu',
  silu: 'silu',
  swish: 'silu',
  softplus: 'softplus',
};

/**
 * The activation that a configuration names: a string, nothing (linear), or a serialized function or layer object.
 *
 * @returns undefined for one that is not known
 */
export function readActivation(value: unknown): ActivationName | undefined {
  if (value === undefined || value === null) return 'linear';
  if (typeof value === 'string') return ACTIVATIONS[value];
  if (!isRecord(value)) return undefined;
  const { config, class_name: className } = value;
  if (typeof config === 'string') return ACTIVATIONS[config];
  return typeof className === 'string' ? ACTIVATIONS[className.toLowerCase()] : undefined;
}
