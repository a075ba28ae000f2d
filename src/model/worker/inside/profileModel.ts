import { setImmediate } from 'node:timers/promises';
import type { ProfileReport, ProfileRequest, StepProgress } from '../../../shared/explainProtocol';
import type { InsideModel } from '../../runtime/insideModel';
import { nativeTensorflow } from '../../runtime/nativeTensorflow';
import { matmulPeak } from '../../runtime/profile/matmulPeak';
import { gflops, layerTimes, timeRun, type RunTimes } from '../../runtime/profile/profileNetwork';
import { prepareImage } from '../../image/prepareImage';
import { syntheticImage } from '../../runtime/syntheticImage';
import type { Turnstile } from '../turnstile';
import { checkCount } from './checkRequest';
import type { PictureDesk } from './pictureDesk';

const RUNS = 10;
const MOST_RUNS = 1000;
const SIDE = 299;

interface ProfileTools {
  readonly desk: PictureDesk;
  readonly turnstile: Turnstile;
  readonly signal: AbortSignal;
  readonly progress: (progress: StepProgress) => void;
}

/**
 * Runs a network several times, layer by layer, and reports each layer's median time.
 *
 * @throws XceptionError `usage`; what reading the picture throws; `cancelled`
 */
export async function profileModel(
  { record, network }: InsideModel,
  { file, preprocessing, runs: wanted = RUNS }: ProfileRequest,
  { desk, turnstile, signal, progress }: ProfileTools,
): Promise<ProfileReport> {
  checkCount('The number of runs', wanted, MOST_RUNS);
  const { input } = record;
  const { values } =
    file === undefined
      ? prepareImage({ width: SIDE, height: SIDE, data: syntheticImage(SIDE) }, input, record.preprocessing)
      : await desk.lay(file, record, preprocessing);
  const peakBefore = await turnstile.pass(1, matmulPeak);
  const runs: RunTimes[] = [];
  // The first run starts threads and claims memory; it does not count.
  for (let run = 0; run <= wanted; run++) {
    const times = await turnstile.pass(wanted + 1 - run, () => {
      signal.throwIfAborted();
      const images = nativeTensorflow().tensor4d(values, [1, input.height, input.width, 3]);
      try {
        return timeRun(network, images);
      } finally {
        images.dispose();
      }
    });
    if (run > 0) runs.push(times);
    progress({ done: run, total: wanted });
    await setImmediate();
  }
  signal.throwIfAborted();
  // A peak that was measured while something else kept the cores busy would make every layer look better than it is.
  const peakGflops = Math.max(peakBefore, await turnstile.pass(1, matmulPeak));
  const layers = layerTimes(network, runs, peakGflops);
  const milliseconds = layers.reduce((sum, layer) => sum + layer.milliseconds, 0);
  const macs = layers.reduce((sum, layer) => sum + layer.macs, 0);
  return { input, runs: wanted, layers, milliseconds, gflops: gflops(macs, milliseconds), peakGflops };
}
