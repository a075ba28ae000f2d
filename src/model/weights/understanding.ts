import type { NetworkVariant, Preprocessing } from '../../shared/classification';
import type { NetworkId } from '../../shared/network';
import type { HeadLayer } from '../arch/networkGraph';
import type { InputSize } from '../arch/sizeNetwork';
import type { SizedLayer } from '../arch/sizedLayer';
import type { Binding } from './bindWeights';
import { bindWeights } from './bindWeights';
import type { ModelStructure } from './card/modelStructure';
import { keyedVariables } from './card/tensorNaming';
import { inferModel } from './inferModel';
import type { ScalingStep } from './keras/scalingStep';
import type { KerasModelConfig } from './keras/kerasModelConfig';
import { readKerasModel } from './kerasConfig';
import { bindByName } from './torch/torchBinding';
import { understandTorch } from './torch/torchNaming';
import type { WeightsFile } from './weightsFormat';

/** What a weights file holds, before its tensors are looked at one by one. */
export interface Understanding {
  readonly network: NetworkId;
  readonly variant?: NetworkVariant;
  readonly head: readonly HeadLayer[];
  /** The only input size that the model takes; undefined where it takes any, or the file does not say. */
  readonly input?: InputSize | undefined;
  /** How pictures were prepared in training, as far as the file tells. */
  readonly preprocessing?: Partial<Preprocessing>;
  /** What the model itself does to bytes, in order. */
  readonly scaling: readonly ScalingStep[];
  readonly warnings: readonly string[];
  /** Pairs the network's variables, head included, with the file's tensors. */
  bind(layers: readonly SizedLayer[]): Binding;
}

/**
 * Understands a file: from its model configuration where it has one, from the names of its tensors (PyTorch), or from
 * their shapes and order (Keras).
 *
 * @param asked - input size for a model that fixes none
 * @throws XceptionError `model-unsupported`, `model-mismatch`
 */
export function understand(file: WeightsFile, name: string, asked: InputSize | undefined): Understanding {
  if (file.structure) return fromStructure(file.structure, file);
  if (file.config) return fromConfig(file, file.config, name);
  return file.framework === 'pytorch' ? understandTorch(file.entries, name) : fromWeights(file, name, asked);
}

function fromConfig(file: WeightsFile, config: KerasModelConfig, name: string): Understanding {
  const { network, head, layers, input } = readKerasModel(config, name);
  const scalingLayers = new Set(input.scaling.flatMap((step) => ('layer' in step ? [step.layer.id] : [])));
  const entries = file.entries.filter(({ layer }) => !scalingLayers.has(layer));
  return {
    network,
    head,
    input: input.size,
    ...(input.resize && { preprocessing: { resize: input.resize } }),
    scaling: input.scaling,
    warnings: [],
    bind: (sized) => bindWeights(network, sized, entries, layers),
  };
}

/** A file that says itself what it is: its tensors lie under the names that the export gives them. */
function fromStructure(structure: ModelStructure, { entries, config }: WeightsFile): Understanding {
  const { network, variant, head, input, names } = structure;
  // A Keras model's layers have the names of the network's, but for the slashes that Keras does not allow.
  const layerOf = (name: string): string => name.replaceAll('/', '_');
  return {
    network,
    ...(variant && { variant }),
    head,
    input,
    scaling: [],
    warnings: [],
    bind: (sized) =>
      config
        ? bindWeights(
            network,
            sized,
            entries,
            new Map(sized.map(({ name }) => [name, layerOf(name)])),
            'keras',
          )
        : bindByName(network, keyedVariables(sized, names), entries),
  };
}

function fromWeights({ entries }: WeightsFile, name: string, asked: InputSize | undefined): Understanding {
  const { network, head, layers, warnings } = inferModel(entries, asked, name);
  return {
    network,
    head,
    scaling: [],
    warnings,
    bind: (sized) => bindWeights(network, sized, entries, layers),
  };
}
