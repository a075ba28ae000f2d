import { performance } from 'node:perf_hooks';
import type { Tensor4D } from '@tensorflow/tfjs-node';
import type { LayerTime } from '../../../shared/explainProtocol';
import { macsOf } from '../../arch/macs';
import type { EagerNetwork } from '../eagerNetwork';
import { median } from './median';

/** Milliseconds of one run, by layer. A layer's time includes handing back what is no longer needed before it. */
export type RunTimes = ReadonlyMap<string, number>;

/**
 * Runs the network once, layer by layer, and times each.
 *
 * @param images - `[1, H, W, 3]`; not disposed
 */
export function timeRun(network: EagerNetwork, images: Tensor4D): RunTimes {
  const times = new Map<string, number>();
  let last = performance.now();
  const output = network.run(images, ({ name }) => {
    // Kernels run as they are called: when this is called, the layer's output is there.
    times.set(name, performance.now() - last);
    last = performance.now();
  });
  output.dispose();
  return times;
}

/** Each layer's median over some runs, and what that is in arithmetic. */
export function layerTimes(
  network: EagerNetwork,
  runs: readonly RunTimes[],
  peakGflops: number,
): readonly LayerTime[] {
  const medians = network.layers.map(({ name }) => median(runs.map((times) => times.get(name) ?? 0)));
  const total = medians.reduce((sum, time) => sum + time, 0);
  return network.layers.map((layer, index) => {
    const milliseconds = medians[index] ?? 0;
    const macs = macsOf(layer);
    const speed = macs > 0 && milliseconds > 0 ? gflops(macs, milliseconds) : undefined;
    return {
      name: layer.name,
      type: layer.type,
      kind: layer.op.kind,
      block: layer.block,
      milliseconds,
      share: total > 0 ? milliseconds / total : 0,
      macs,
      ...(speed !== undefined && { gflops: speed, peakShare: speed / peakGflops }),
    };
  });
}

/** A multiply-accumulate is two operations. */
export function gflops(macs: number, milliseconds: number): number {
  return (2 * macs) / milliseconds / 1e6;
}
