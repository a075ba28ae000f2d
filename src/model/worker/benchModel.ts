import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import type { BenchReport, BenchRequest, BenchWay, Kernels } from '../../shared/benchProtocol';
import type { StepProgress } from '../../shared/explainProtocol';
import { macsOf } from '../arch/macs';
import { FastNetwork } from '../runtime/fastNetwork';
import { foldModel } from '../runtime/foldModel';
import { availableKernels, machine, rememberKernels } from '../runtime/kernelChoice';
import { backendInfo } from '../runtime/nativeTensorflow';
import { matmulPeak } from '../runtime/profile/matmulPeak';
import { median } from '../runtime/profile/median';
import { gflops } from '../runtime/profile/profileNetwork';
import type { OpenedModel } from '../weights/tensorFile';
import { BATCH } from './batchSize';
import { checkCount } from './inside/checkRequest';
import type { Turnstile } from './turnstile';

const ROUNDS = 12;
const MOST_ROUNDS = 1000;
/** One picture, as a click asks for it, and a full batch, as a folder is run. */
const BATCHES = [1, BATCH] as const;

interface BenchTools {
  readonly turnstile: Turnstile;
  readonly signal: AbortSignal;
  readonly progress: (progress: StepProgress) => void;
}

interface Course {
  readonly kernels: Kernels;
  readonly batch: number;
  readonly network: FastNetwork;
  readonly times: number[];
}

/**
 * Runs a model with each kind of kernels in turn, in batches small and large, and remembers which is fastest here.
 *
 * @throws XceptionError `usage`, `cancelled`
 */
export async function benchModel(
  opened: OpenedModel,
  { rounds: wanted = ROUNDS, remember = true }: Omit<BenchRequest, 'model'>,
  { turnstile, signal, progress }: BenchTools,
): Promise<BenchReport> {
  checkCount('The number of rounds', wanted, MOST_ROUNDS);
  const { record } = opened;
  const { input } = record;
  const { layers, folded } = foldModel(opened);
  const macs = layers.reduce((sum, layer) => sum + macsOf(layer), 0);
  const networks = availableKernels().map((kernels) => ({
    kernels,
    network: new FastNetwork(folded, input, { kernels }),
  }));
  try {
    const plan = BATCHES.map((batch) => ({ batch, rounds: batch === 1 ? wanted : Math.ceil(wanted / 3) }));
    const total = plan.reduce((sum, { rounds }) => sum + (rounds + 1) * networks.length, 0);
    let done = 0;
    const courses: Course[] = [];
    for (const { batch, rounds } of plan) {
      const own = networks.map((network): Course => ({ ...network, batch, times: [] }));
      const images = new Float32Array(batch * input.height * input.width * 3).map((_, i) => Math.sin(i));
      // In turn, so that what else the machine does meets all alike; a first run, which claims memory, does not count.
      for (let round = 0; round <= rounds; round++) {
        for (const { network, times } of own) {
          const time = await turnstile.pass(total - done, () => {
            signal.throwIfAborted();
            const start = performance.now();
            network.score(images);
            return (performance.now() - start) / batch;
          });
          if (round > 0) times.push(time);
          progress({ done: ++done, total });
          await setImmediate();
        }
      }
      courses.push(...own);
    }
    const ways = courses.map((course) => wayOf(course, macs));
    const chosen = fastestKernels(ways);
    return {
      machine: machine(),
      backend: backendInfo(),
      model: record,
      macs,
      ways,
      chosen,
      remembered: remember && rememberKernels(chosen),
      peakGflops: await turnstile.pass(1, matmulPeak),
      peakResidentBytes: 1024 * process.resourceUsage().maxRSS,
    };
  } finally {
    for (const { network } of networks) network.dispose();
  }
}

function wayOf({ kernels, batch, times }: Course, macs: number): BenchWay {
  const middle = median(times);
  return { kernels, batch, median: middle, fastest: Math.min(...times), gflops: gflops(macs, middle) };
}

/** Of those that were measured, the kernels with the least product of times: a gain in one batch size counts as in another. */
export function fastestKernels(ways: readonly BenchWay[]): Kernels {
  const cost = (kernels: Kernels): number =>
    ways.reduce((sum, way) => (way.kernels === kernels ? sum + Math.log(way.median) : sum), 0);
  const measured = [...new Set(ways.map(({ kernels }) => kernels))];
  return measured.toSorted((a, b) => cost(a) - cost(b))[0] ?? 'plain';
}
