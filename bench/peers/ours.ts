import { readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { isFailure, type ModelRequest } from '../../src/shared/classification';
import { kernelChoice } from '../../src/model/runtime/kernelChoice';
import { backendInfo } from '../../src/model/runtime/nativeTensorflow';
import { matmulPeak } from '../../src/model/runtime/profile/matmulPeak';
import { RunnableModel } from '../../src/model/runtime/runnableModel';
import { loadModel } from '../../src/model/weights/loadModel';
import { InferenceClient } from '../../src/model/worker/inferenceClient';
import { residentMemory } from '../measure/wholeCommand.mjs';
import { servePeer } from './servePeer.mjs';

/** What the runner asks for: a model file, or a network with untrained weights at some input. */
interface LoadParams {
  readonly model: string;
  readonly setting?: Pick<ModelRequest, 'network' | 'input'>;
}

interface RunParams {
  /** A file of float32 numbers: pictures one after another. */
  readonly input: string;
  readonly batch: number;
  readonly runs: number;
  readonly scores?: boolean;
}

interface FolderParams {
  readonly files: readonly string[];
}

const dist = path.join(process.env['XCEPTION_ROOT'] ?? '', 'dist');
const client = new InferenceClient({ entry: path.join(dist, 'worker.js'), idleMs: 0 });
const inputs = new Map<string, Float32Array>();
let request: ModelRequest | undefined;
let model: RunnableModel | undefined;

/**
 * This product as a peer among others. `run` uses the engine in this process, from arrays to probabilities, as for all
 * others; `folder` asks a warm inference process, as the editor does.
 */
void servePeer({
  async load({ model: file, setting }: LoadParams) {
    model?.dispose();
    request = {
      id: file,
      title: file,
      source: file === 'untrained' ? { kind: 'untrained' } : { kind: 'file', path: file },
      network: setting?.network ?? 'paper',
      ...(setting?.input && { input: setting.input }),
    };
    model = RunnableModel.load(await loadModel(request, { entry: path.join(dist, 'reader.js') }));
    return {
      tensorflow: backendInfo().version,
      node: process.versions.node,
      kernels: kernelChoice(),
    };
  },
  run({ input, batch, runs, scores = false }: RunParams) {
    const loaded = present(model);
    const { height, width } = loaded.record.input;
    const images = pictures(input, height * width * 3, batch);
    const ms: number[] = [];
    let result: readonly number[][] = [];
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      result = loaded.score(images).map(softmax);
      ms.push(performance.now() - start);
    }
    return { ms, ...(scores && { scores: result }) };
  },
  async folder({ files }: FolderParams) {
    const top: number[] = [];
    const start = performance.now();
    await client.call(
      'classify',
      { model: present(request), files, topK: 1 },
      {
        onProgress: ({ index, result }) => {
          if (isFailure(result)) throw new Error(`${result.file}: ${result.error.message}`);
          top[index] = result.predictions[0]?.index ?? -1;
        },
      },
    );
    return { ms: performance.now() - start, top };
  },
  async status() {
    return client.call('status', null);
  },
  memory() {
    // The inference process' own peak, where one was asked: that is what the product occupies.
    const peak = client.pid === undefined ? 0 : residentMemory(client.pid).highest;
    return { peakBytes: peak > 0 ? peak : process.resourceUsage().maxRSS * 1024 };
  },
  peak: () => ({ gflops: matmulPeak() }),
}).finally(() => client.dispose());

function pictures(file: string, size: number, count: number): readonly Float32Array[] {
  let values = inputs.get(file);
  if (!values) {
    const bytes = readFileSync(file);
    values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
    inputs.set(file, values);
  }
  const all = values;
  return Array.from({ length: count }, (_, index) => all.subarray(index * size, (index + 1) * size));
}

function softmax(scores: Float32Array): number[] {
  const highest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  const powers = Array.from(scores, (score) => Math.exp(score - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('Nothing is loaded.');
  return value;
}
