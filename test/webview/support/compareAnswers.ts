import { diffNetworks } from '../../../src/model/arch/diff';
import { summarize } from '../../../src/model/arch/summarize';
import { tensorDifference } from '../../../src/model/weights/compare/tensorDifference';
import type { CompareMethods } from '../../../src/shared/panelProtocol';
import type { Handlers } from '../../../src/shared/rpc';
import {
  joinDifferences,
  type ComparedTensor,
  type WeightsComparison,
} from '../../../src/shared/weightsComparison';
import { kitchenware } from './states';

export const OTHER_MODEL = '/models/timm.safetensors';

/** Answers in the engine's form: of networks real ones, of weights a few tensors with real figures. */
export function compareHandlers(): Handlers<CompareMethods> {
  return {
    compareNetworks: ({ a, b, classes, includeTop }) => {
      const size = ({ height, width }: typeof a): { height: number; width: number } => ({ height, width });
      const options = { input: size(a), secondInput: size(b), classes, includeTop };
      return diffNetworks(a.network, b.network, options);
    },
    comparableModels: () => [
      { model: kitchenware.id, title: kitchenware.title },
      { model: OTHER_MODEL, title: 'timm.safetensors' },
    ],
    compareWeights: () => weightsComparison(),
  };
}

/** A comparison in which every layer but the first differs a little more than the one before, and the head's are different. */
export function weightsComparison(): WeightsComparison {
  const layers = summarize('paper').layers.filter(({ params, flow }) => params > 0 && flow !== 'head');
  const alike = layers.map(({ name }, index): ComparedTensor => {
    const a = Float32Array.from({ length: 27 }, (_, i) => 1 + i);
    const b = a.map((value) => value + index / 10);
    const side = { name: `${name}.weight`, dtype: 'float32', shape: [3, 3, 3] };
    return {
      name: `${name}/kernel`,
      layer: name,
      a: side,
      b: { ...side, dtype: 'float16' },
      difference: tensorDifference(a, b),
    };
  });
  const head = { name: 'head', dtype: 'float32', shape: [2048, 6] };
  const tensors: readonly ComparedTensor[] = [
    ...alike,
    { name: 'dense/kernel', layer: 'dense', a: head, b: { ...head, shape: [2048, 10] }, difference: null },
    { name: 'dense/bias', layer: 'dense', a: { ...head, shape: [6] }, b: null, difference: null },
  ];
  return {
    a: { file: 'kitchenware.keras', format: 'Keras 3 archive (.keras)', network: 'paper' },
    b: { file: 'timm.safetensors', format: 'safetensors', network: 'paper' },
    whole: joinDifferences(tensors.flatMap(({ difference }) => difference ?? [])),
    tensors,
  };
}
