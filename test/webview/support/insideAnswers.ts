import { summarize } from '../../../src/model/arch/summarize';
import type {
  LayerActivations,
  LayerTime,
  ProfileReport,
  Variant,
  VariantsReport,
} from '../../../src/shared/explainProtocol';
import type { EntryExplanation, InsideMethods } from '../../../src/shared/panelProtocol';
import type { NetworkId } from '../../../src/shared/network';
import type { Handlers } from '../../../src/shared/rpc';
import { encodedPicture } from './encodedPicture';
import { kitchenware, untrained } from './states';

/** The last layer with maps, and one before it. */
export const LAST_MAPS = 'block14_sepconv2_act';

/** Answers in the engine's form, as it would give them at once. */
export function insideHandlers(): Handlers<InsideMethods> {
  return {
    otherModels: () => [{ model: untrained.id, title: untrained.title }],
    modelParts: ({ model }) => {
      const { title, labels, input, classes } = model === undefined ? kitchenware : untrained;
      return { title, labels, layers: summarize('paper', { input, classes }).layers };
    },
    explain: ({ method, classIndex = 0, layer = LAST_MAPS, deletion }) =>
      explanation({
        method,
        layer: method === 'occlusion' ? null : layer,
        prediction: { index: classIndex, label: kitchenware.labels[classIndex] ?? '', probability: 0.99 },
        ...(deletion && {
          deletion: { share: 0.2, seed: 0, probability: 0.99, hidden: 0.12, random: 0.8, draws: [0.8] },
        }),
      }),
    activations: ({ layer }) => activations(layer),
    profile: () => profileReport(),
    profileNetwork: ({ network, height, width }) => profileReport(network, { height, width }),
    variants: ({ variants = [], pictures = false }) => variantsReport(variants, pictures),
  };
}

/** Times that are in proportion to what the layers compute. */
export function profileReport(network: NetworkId = 'paper', input = kitchenware.input): ProfileReport {
  const { layers, totals } = summarize(network, { input });
  const times = layers.map(({ name, type, kind, block, macs, macsShare }): LayerTime => ({
    name,
    type,
    kind,
    block,
    milliseconds: 200 * macsShare,
    share: macsShare,
    macs,
    ...(macs > 0 && { gflops: 20, peakShare: 0.2 }),
  }));
  const gflops = (2 * totals.macs) / 200 / 1e6;
  return { input, runs: 10, layers: times, milliseconds: 200, gflops, peakGflops: 100 };
}

/** The further along, the less a cup and the more a fork. */
async function variantsReport(variants: readonly Variant[], pictures: boolean): Promise<VariantsReport> {
  const seen = await encodedPicture(4);
  const results = variants.map((variant, step) => {
    const fork = step / variants.length;
    const predictions = [
      { index: 0, label: 'cup', probability: 1 - fork },
      { index: 1, label: 'fork', probability: fork },
    ].toSorted((a, b) => b.probability - a.probability);
    return { variant, predictions, entropy: 0.5, ...(pictures && { seen }) };
  });
  return { variants: results };
}

/** A sheet of five maps in two rows, for any layer. */
export async function activations(layer: string): Promise<LayerActivations> {
  const channels = [7, 3, 0, 31, 12];
  return {
    layer,
    type: 'Conv2D',
    kind: 'conv',
    shape: [74, 74, 32],
    statistics: {
      mean: 0.0123,
      std: 0.5,
      min: -1.25,
      max: 3,
      zeros: 0.41,
      deadChannels: 2,
      channels: 32,
      nonFinite: 0,
    },
    sheet: {
      picture: { ...(await encodedPicture(8)), width: 32, height: 21 },
      columns: 3,
      rows: 2,
      cellWidth: 10,
      cellHeight: 10,
      gap: 1,
      maps: channels.map((channel, place) => ({ channel, mean: 1 - place / 10, min: 0, max: 2 })),
    },
    timings: { prepare: 0.2, network: 12, draw: 30 },
  };
}

/** A vector of as many numbers as there are classes, half of them below 0. */
export async function vector(layer: string): Promise<LayerActivations> {
  const usual = await activations(layer);
  const values = [0.8, 0.2, 0, -0.1, -0.4, -0.4];
  return {
    ...usual,
    type: 'Dense',
    kind: 'dense',
    shape: [values.length],
    sheet: {
      ...usual.sheet,
      range: { min: -0.4, max: 0.8 },
      maps: values.map((value, channel) => ({ channel, mean: value, min: value, max: value })),
    },
  };
}

/** An explanation, the same each time but for these changes. */
export async function explanation(changes: Partial<EntryExplanation>): Promise<EntryExplanation> {
  return {
    method: 'gradcam',
    layer: LAST_MAPS,
    prediction: { index: 0, label: 'cup', probability: 0.99 },
    predictions: [{ index: 0, label: 'cup', probability: 0.99 }],
    map: await encodedPicture(8),
    heatmap: { width: 5, height: 5, peak: { x: 2, y: 3, value: 0.4 }, range: { min: 0, max: 0.4 } },
    runs: 1,
    milliseconds: 212,
    ...changes,
  };
}
