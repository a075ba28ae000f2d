import type { NetworkVariant, Normalization, Preprocessing } from '../../shared/classification';
import type { NetworkId } from '../../shared/network';
import type { HeadLayer } from '../arch/networkGraph';
import type { InputSize } from '../arch/sizeNetwork';

/** What a weights file itself says about its model, whoever asks: plain data, kept with the weights. */
export interface ModelFacts {
  /** The format's name, for people. */
  readonly format: string;
  readonly network: NetworkId;
  /** Absent where the network's own conventions hold. */
  readonly variant?: NetworkVariant;
  readonly head: readonly HeadLayer[];
  /** Absent where the model takes any size. */
  readonly input?: InputSize;
  /** How pictures were prepared in training, as far as the weights' origin tells. */
  readonly preprocessing?: Partial<Preprocessing>;
  /** Scaling that the model does itself, so that nobody can choose another. */
  readonly normalization?: Normalization;
  readonly labels?: readonly string[];
  readonly params: number;
  readonly warnings: readonly string[];
}
