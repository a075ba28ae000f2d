import assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { collect, type CollectOptions } from '../../src/model/dataset/collect';
import { CollectMeter, type CollectProgress } from '../../src/model/dataset/collectMeter';
import { CollectPause } from '../../src/model/dataset/collectPause';
import type { DatasetClient } from '../../src/model/dataset/datasetClient';
import { InferenceClient, type InferenceCaller } from '../../src/model/worker/inferenceClient';
import { isFailure, type ImageResult } from '../../src/shared/classification';
import type { RunWishes } from '../../src/shared/datasetProtocol';
import { XceptionError } from '../../src/shared/xceptionError';
import { projectRoot } from '../support/paths';
import { datasetFolder, smallModel, type DatasetFolder } from './support/datasetFolder';

const rocket = path.join(projectRoot, 'media', 'samples', 'rocket.jpg');

describe('a run over a folder', function () {
  this.timeout(120_000);
  let inference: InferenceClient;
  let folder: DatasetFolder;
  let dataset: DatasetClient;
  /** Files that the inference process was asked for. */
  let asked: string[];

  before(() => {
    inference = new InferenceClient({ entry: path.join(projectRoot, 'dist', 'worker.js') });
  });
  after(() => inference.dispose());
  beforeEach(() => {
    folder = datasetFolder();
    dataset = folder.open();
    asked = [];
  });
  afterEach(() => folder.dispose());

  /** Pictures of different contents: what follows a picture's end is no part of it. */
  function photographs(count: number): void {
    const bytes = readFileSync(rocket);
    for (let i = 0; i < count; i++) {
      folder.put(`${String(i).padStart(3, '0')}.jpg`, Buffer.concat([bytes, Buffer.from(`number ${i}`)]));
    }
  }

  const watched: InferenceCaller = {
    call: (method, params, options) => {
      if (method === 'classify') asked.push(...(params as { files: readonly string[] }).files);
      return inference.call(method, params, options);
    },
  };

  function run(wishes: RunWishes, options: Partial<CollectOptions> = {}): ReturnType<typeof collect> {
    const request = { scan: { roots: [folder.pictures] }, model: smallModel, wishes };
    return collect(request, { inference: watched, dataset, ...options });
  }

  it('asks for each picture once, tells how far it is, and asks for nothing the second time', async () => {
    photographs(40);
    folder.put('broken.png', 'no picture');
    cpSync(path.join(folder.pictures, '003.jpg'), path.join(folder.pictures, 'copy.jpg'));
    const steps: CollectProgress[] = [];
    const kept: number[] = [];
    const record = await run(
      { topK: 3, features: true, probabilities: true },
      {
        onProgress: (progress) => steps.push(progress),
        onResults: (results) => kept.push(...results.map(({ place }) => place)),
      },
    );
    assert.deepEqual([record.state, record.total, record.done, record.failed], ['done', 42, 41, 1]);
    assert.deepEqual(record.reasons, [{ code: 'image-unreadable', count: 1 }]);
    assert.equal(new Set(asked).size, asked.length, 'nothing twice');
    assert.deepEqual([asked.length, kept.length], [41, 41], 'the copy comes with its original');
    assert.deepEqual([...new Set(steps.map(({ step }) => step))], ['loading', 'scanning', 'running']);
    const last = steps.at(-1);
    assert.deepEqual([last?.found, last?.done, last?.millisecondsLeft], [42, 41, 0]);
    assert.ok((last?.perSecond ?? 0) > 0);

    asked = [];
    const again = await run({ topK: 3, features: true, probabilities: true });
    assert.deepEqual([again.run, again.done, again.failed, asked], [record.run, 41, 1, []]);
    const { pictures } = await dataset.call('pictures', { run: record.run });
    const direct = await classifyDirectly(pictures.map(({ path: file }) => file));
    pictures.forEach(({ result }, index) => {
      const expected = direct[index];
      assert.ok(result && expected);
      if (isFailure(result) || isFailure(expected)) assert.deepEqual(result, expected);
      else {
        // Batches of other sizes add up in another order.
        result.predictions.forEach(({ probability, label }, rank) => {
          assert.equal(label, expected.predictions[rank]?.label);
          assert.ok(Math.abs(probability - (expected.predictions[rank]?.probability ?? 0)) < 1e-6);
        });
      }
    });
  });

  async function classifyDirectly(files: readonly string[]): Promise<readonly ImageResult[]> {
    const results: ImageResult[] = [];
    await inference.call(
      'classify',
      { model: smallModel, files, topK: 3 },
      {
        onProgress: ({ index, result }) => {
          results[index] = result;
        },
      },
    );
    return results;
  }

  it('keeps what is done when it is cancelled, and goes on where it stopped', async () => {
    photographs(60);
    const controller = new AbortController();
    const cancelled = await run(
      {},
      {
        signal: controller.signal,
        onResults: () => {
          controller.abort();
        },
      },
    );
    assert.equal(cancelled.state, 'cancelled');
    assert.ok(cancelled.done > 0 && cancelled.done < 60, `${cancelled.done} were done`);
    const before = cancelled.done;
    asked = [];
    let atOpening = 0;
    const finished = await run(
      {},
      {
        onOpen: ({ done }) => {
          atOpening = done;
        },
      },
    );
    assert.deepEqual([finished.state, finished.done], ['done', 60]);
    assert.equal(atOpening, before);
    assert.equal(asked.length, 60 - before);
  });

  it('rests while it is paused, and goes on', async () => {
    photographs(60);
    const pause = new CollectPause();
    const steps: string[] = [];
    const states: unknown[] = [];
    const record = await run(
      {},
      {
        pause,
        onResults: () => {
          if (states.length === 0) pause.pause();
        },
        onProgress: ({ step }) => {
          if (steps.at(-1) === step) return;
          steps.push(step);
          if (step !== 'paused') return;
          const before = asked.length;
          void setTimeout(200)
            .then(() => dataset.call('runs', null))
            .then(([first]) => {
              states.push(first?.state, asked.length - before);
              pause.resume();
            });
        },
      },
    );
    assert.deepEqual([record.state, record.done], ['done', 60]);
    assert.equal(states[0], 'paused');
    assert.ok(Number(states[1]) <= 16, 'only what had begun was finished');
    assert.deepEqual(steps.slice(-3), ['running', 'paused', 'running']);
  });

  it('can be cancelled while it rests', async () => {
    photographs(40);
    const pause = new CollectPause();
    const controller = new AbortController();
    pause.pause();
    const record = await run(
      {},
      {
        pause,
        signal: controller.signal,
        onProgress: ({ step }) => {
          if (step === 'paused') controller.abort();
        },
      },
    );
    assert.deepEqual([record.state, record.done, asked], ['cancelled', 0, []]);
  });

  it('goes on when the inference process is killed in its middle', async () => {
    photographs(60);
    let kills = 0;
    const record = await run(
      {},
      {
        onResults: () => {
          if (kills++ === 0 && inference.pid !== undefined) process.kill(inference.pid, 'SIGKILL');
        },
      },
    );
    assert.ok(kills > 0);
    assert.deepEqual([record.state, record.done, record.failed], ['done', 60, 0]);
  });

  it('says which picture ends the inference process, and goes on with the others', async () => {
    photographs(20);
    folder.put('010-deadly.jpg', readFileSync(rocket));
    const deadly: InferenceCaller = {
      call: (method, params, options) => {
        const answer = inference.call(method, params, options);
        const files = method === 'classify' ? (params as { files: readonly string[] }).files : [];
        if (files.some((file) => file.includes('deadly')) && inference.pid !== undefined) {
          process.kill(inference.pid, 'SIGKILL');
        }
        return answer;
      },
    };
    const record = await run({}, { inference: deadly });
    assert.deepEqual([record.state, record.done, record.failed], ['done', 20, 1]);
    const { pictures } = await dataset.call('pictures', { run: record.run, only: 'failed' });
    const result = pictures[0]?.result;
    assert.ok(result && isFailure(result));
    assert.equal(result.error.code, 'process-ended');
    assert.match(result.error.message, /ended while it worked on ".*010-deadly\.jpg"/);
  });

  it('goes on when the dataset process is killed in its middle', async () => {
    photographs(40);
    let kills = 0;
    const record = await run(
      {},
      {
        onResults: () => {
          if (kills++ === 0 && dataset.pid !== undefined) process.kill(dataset.pid, 'SIGKILL');
        },
      },
    );
    assert.deepEqual([record.state, record.done], ['done', 40]);
  });

  it('says why a model cannot be loaded, before anything is scanned', async () => {
    const file = path.join(projectRoot, 'package.json');
    const model = { ...smallModel, source: { kind: 'file', path: file } } as const;
    await assert.rejects(
      collect({ scan: { roots: [folder.pictures] }, model, wishes: {} }, { inference, dataset }),
      (error) => error instanceof XceptionError && error.code.startsWith('model-'),
    );
    assert.deepEqual(await dataset.call('runs', null), []);
  });
});

describe('the meter of a run', () => {
  it('tells the speed of late, without the time of a pause', () => {
    let now = 0;
    const told: CollectProgress[] = [];
    const meter = new CollectMeter(
      (progress) => told.push(progress),
      () => now,
    );
    const counts = { total: 100, failed: 0, reasons: [] };
    meter.update({ ...counts, done: 20 });
    meter.step('running');
    assert.equal(told.at(-1)?.perSecond, undefined);
    now = 10_000;
    meter.update({ ...counts, done: 40 }, 20);
    assert.deepEqual([told.at(-1)?.perSecond, told.at(-1)?.millisecondsLeft], [2, 30_000]);
    meter.pause(true);
    now = 1_000_000;
    meter.pause(false);
    now = 1_001_000;
    meter.update({ ...counts, done: 44 }, 4);
    assert.deepEqual([told.at(-1)?.perSecond, told.at(-1)?.millisecondsLeft], [4, 14_000]);
    assert.equal(meter.isComplete, false);
    meter.update({ ...counts, done: 99, failed: 1 });
    assert.equal(meter.isComplete, true);
  });
});
