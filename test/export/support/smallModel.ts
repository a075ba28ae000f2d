import type {
  ModelRequest,
  NetworkVariant,
  Normalization,
  Preprocessing,
} from '../../../src/shared/classification';
import type { NetworkId } from '../../../src/shared/network';
import { networks } from '../../../src/model/arch/buildNetwork';
import type { HeadLayer } from '../../../src/model/arch/networkGraph';
import type { InputSize } from '../../../src/model/arch/sizeNetwork';
import type { ExportedModel } from '../../../src/model/export/exportFormat';
import { modelRecord } from '../../../src/model/weights/modelRecord';
import { untrainedWeights } from '../../../src/model/weights/untrained';

export interface SmallModelOptions {
  readonly head?: readonly HeadLayer[];
  readonly variant?: NetworkVariant;
  readonly input?: InputSize;
  readonly labels?: readonly string[];
  readonly preprocessing?: Partial<Preprocessing>;
  /** Scaling that the model's own file has. */
  readonly normalization?: Normalization;
}

/** A network with weights by formula, a few classes and a small input, as if a file had held it. */
export async function smallModel(
  network: NetworkId,
  options: SmallModelOptions = {},
): Promise<ExportedModel> {
  const { variant, labels, preprocessing, normalization, input = { height: 75, width: 96 } } = options;
  const head = options.head ?? networks[network].head(5).map((op) => ({ op }));
  const weights = untrainedWeights(network, { head, variant }, input);
  const params = [...weights.values()].reduce((sum, { data }) => sum + data.length, 0);
  const facts = {
    format: 'formula',
    network,
    ...(variant && { variant }),
    head,
    input,
    ...(labels && { labels }),
    ...(preprocessing && { preprocessing }),
    ...(normalization && { normalization }),
    params,
    warnings: [],
  };
  const request: ModelRequest = { id: 'small', title: 'small', network, source: { kind: 'untrained' } };
  return { facts, weights, record: await modelRecord(facts, request) };
}

/** timm's conventions, under which `legacy_xception` was trained. */
export const TIMM: NetworkVariant = { epsilon: 1e-5, padding: 1 };

const dense = (
  units: number,
  activation: 'gelu' | 'silu' | 'linear' | 'sigmoid',
  bias = true,
): HeadLayer['op'] => ({
  kind: 'dense',
  units,
  bias,
  activation,
});

/** A head with one of everything that may follow a backbone, under names that Keras would not all take. */
export const RICH_HEAD: readonly HeadLayer[] = [
  { name: 'pool/max', op: { kind: 'pool', mode: 'max' } },
  { name: 'norm', op: { kind: 'batchnorm', epsilon: 1e-4, momentum: 0.9 } },
  { name: 'hidden', op: dense(6, 'gelu') },
  { name: 'drop', op: { kind: 'dropout', rate: 0.25 } },
  { name: 'hidden_2', op: dense(4, 'silu', false) },
  { name: 'act', op: { kind: 'activation', activation: 'selu' } },
  { name: 'act_2', op: { kind: 'relu' } },
  { name: 'scores', op: dense(3, 'sigmoid') },
];

export const FLAT_HEAD: readonly HeadLayer[] = [
  { name: 'flatten', op: { kind: 'flatten' } },
  { name: 'scores', op: dense(3, 'linear') },
];
