import type { ProfileReport } from '../shared/explainProtocol';
import type { LayerRow } from '../shared/network';

/** What was measured of a layer, or of several together. */
export interface LayerTiming {
  readonly milliseconds: number;
  /** Of the whole network's time, 0 to 1. */
  readonly share: number;
  /** Multiply-accumulates in that time. */
  readonly macs: number;
  /** What one large matrix product reached in the same run. */
  readonly peakGflops: number;
}

/** A row of the layer table, with its time where that was measured. */
export type TableLayer = LayerRow & { readonly time?: LayerTiming };

/** Layers with what was measured of them. A layer of another size than the measured one (another head's) gets no time. */
export function timedLayers(
  layers: readonly LayerRow[],
  report: ProfileReport | undefined,
): readonly TableLayer[] {
  if (!report) return layers;
  const { peakGflops } = report;
  const times = new Map(report.layers.map((time) => [time.name, time]));
  return layers.map((layer) => {
    const time = times.get(layer.name);
    if (time?.macs !== layer.macs) return layer;
    const { milliseconds, share, macs } = time;
    return { ...layer, time: { milliseconds, share, macs, peakGflops } };
  });
}

/** What several layers took together; undefined when nothing was measured of them. */
export function sumOfTimes(layers: readonly TableLayer[]): LayerTiming | undefined {
  const times = layers.flatMap(({ time }) => time ?? []);
  return times.length === 0
    ? undefined
    : times.reduce((sum, { milliseconds, share, macs }) => ({
        ...sum,
        milliseconds: sum.milliseconds + milliseconds,
        share: sum.share + share,
        macs: sum.macs + macs,
      }));
}

/** GFLOPS, a multiply-accumulate being two operations; 0 where nothing is multiplied. */
export function speedOf({ macs, milliseconds }: LayerTiming): number {
  return milliseconds > 0 ? (2 * macs) / milliseconds / 1e6 : 0;
}
