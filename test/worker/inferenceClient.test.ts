import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { untrainedModel } from '../../src/model/weights/catalogue';
import { InferenceClient, type InferenceState } from '../../src/model/worker/inferenceClient';
import { isFailure } from '../../src/shared/classification';
import type { ClassifyEvent, ClassifyRequest } from '../../src/shared/workerProtocol';
import { XceptionError } from '../../src/shared/xceptionError';
import { projectRoot } from '../support/paths';

const entry = path.join(projectRoot, 'dist', 'worker.js');
const coffee = path.join(projectRoot, 'media', 'samples', 'coffee-cup.jpg');
const model = { ...untrainedModel('paper'), input: { height: 128, width: 128 } };

const withCode = (code: string) => (error: unknown) => error instanceof XceptionError && error.code === code;

describe('the inference process', function () {
  this.timeout(120_000);
  let client: InferenceClient;
  const states: InferenceState[] = [];

  before(() => {
    client = new InferenceClient({ entry, onState: (state) => states.push(state) });
  });
  after(() => client.dispose());

  it('is not there before it is needed', () => {
    assert.equal(client.state, 'stopped');
    assert.equal(client.pid, undefined);
  });

  it('computes with libtensorflow, which is mapped there and not here', async () => {
    const status = await client.call('status', null);
    assert.equal(status.backend.name, 'tensorflow');
    assert.match(status.backend.version, /^2\.\d+\.\d+/);
    assert.notEqual(status.pid, process.pid);
    if (process.platform === 'linux') {
      assert.match(readFileSync(`/proc/${status.pid}/maps`, 'utf8'), /libtensorflow_(cc|framework)?\.?so/);
    }
    assert.deepEqual(states.slice(0, 2), ['starting', 'busy']);
  });

  it('classifies, and reports a file that cannot be read in its place', async () => {
    const events: ClassifyEvent[] = [];
    const summary = await client.call(
      'classify',
      { model, files: [coffee, __filename, coffee], topK: 3 },
      { onProgress: (event) => events.push(event) },
    );
    assert.deepEqual([summary.classified, summary.failed], [2, 1]);
    assert.equal(summary.model.trained, false);
    const results = events.toSorted((a, b) => a.index - b.index).map(({ result }) => result);
    assert.deepEqual(results.map(isFailure), [false, true, false]);
    const [first, , last] = results;
    assert.ok(first && last && !isFailure(first) && !isFailure(last));
    assert.equal(first.predictions.length, 3);
    assert.deepEqual(
      first.predictions.map(({ index }) => index),
      last.predictions.map(({ index }) => index),
    );
    assert.deepEqual(first.input, { width: 128, height: 128, resize: 'nearest', crop: 'stretch' });
  });

  it('gives features and all probabilities from the same run, where they are asked for', async () => {
    const files = [coffee, __filename, ...new Array<string>(9).fill(coffee)];
    const classify = async (more: Partial<ClassifyRequest>): Promise<readonly ClassifyEvent[]> => {
      const events: ClassifyEvent[] = [];
      await client.call(
        'classify',
        { model, files, topK: 3, ...more },
        { onProgress: (event) => events.push(event) },
      );
      return events.toSorted((a, b) => a.index - b.index);
    };
    for (const { features, probabilities } of await classify({})) {
      assert.deepEqual([features, probabilities], [undefined, undefined]);
    }
    const events = await classify({ features: true, probabilities: true });
    assert.equal(events.length, files.length);
    for (const { index, result, features, probabilities } of events) {
      if (isFailure(result)) {
        assert.deepEqual([index, features, probabilities], [1, undefined, undefined]);
        continue;
      }
      assert.ok(features && probabilities);
      assert.equal(features.length, 2048);
      assert.ok(features.some((value) => value !== 0));
      assert.equal(probabilities.length, 1000);
      const [best] = result.predictions;
      assert.ok(best && Math.abs(best.probability - (probabilities[best.index] ?? 0)) < 1e-6);
      assert.ok(Math.abs(probabilities.reduce((sum, value) => sum + value, 0) - 1) < 1e-5);
    }
  });

  it('leaves no tensor behind after a hundred pictures', async () => {
    const classify = (count: number): Promise<unknown> =>
      client.call('classify', { model, files: new Array<string>(count).fill(coffee), topK: 1 });
    await classify(1);
    const before = await client.call('status', null);
    await classify(100);
    const after = await client.call('status', null);
    assert.equal(after.tensors, before.tensors);
  });

  it('shows the pixels that the network saw', async () => {
    const { input, preprocessing } = await client.call('load', model);
    const seenBy = { input, preprocessing };
    const { picture, seen } = await client.call('preview', { file: coffee, maxSide: 64, seenBy });
    assert.ok(Math.max(picture.width, picture.height) <= 64);
    assert.ok(seen);
    assert.deepEqual([seen.width, seen.height, seen.mime], [128, 128, 'image/png']);
  });

  it('stops a run that is cancelled, and keeps what was done', async () => {
    const controller = new AbortController();
    let done = 0;
    const files = new Array<string>(200).fill(coffee);
    const run = client.call(
      'classify',
      { model, files, topK: 1 },
      {
        signal: controller.signal,
        onProgress: () => {
          if (++done === 5) controller.abort();
        },
      },
    );
    await assert.rejects(run, withCode('cancelled'));
    assert.ok(done >= 5 && done < 200, `${done} were done`);
    await client.call('status', null);
  });

  it('lets a single picture pass a long run', async () => {
    const finished: string[] = [];
    const files = new Array<string>(48).fill(coffee);
    const long = client.call('classify', { model, files, topK: 1 }).then(() => finished.push('folder'));
    await pause(50);
    const click = client
      .call('classify', { model, files: [coffee], topK: 1 })
      .then(() => finished.push('click'));
    await Promise.all([long, click]);
    assert.deepEqual(finished, ['click', 'folder']);
  });

  it('may be killed in the middle: the caller hears why, and the next call works', async () => {
    const files = new Array<string>(400).fill(coffee);
    let kill = true;
    const run = client.call(
      'classify',
      { model, files, topK: 1 },
      {
        onProgress: () => {
          if (kill && client.pid !== undefined) process.kill(client.pid, 'SIGKILL');
          kill = false;
        },
      },
    );
    await assert.rejects(
      run,
      (error) => withCode('process-ended')(error) && (error as Error).message.includes('SIGKILL'),
    );
    assert.equal(client.state, 'stopped');
    const summary = await client.call('classify', { model, files: [coffee], topK: 1 });
    assert.equal(summary.classified, 1);
  });

  it('says which model cannot be read, and goes on', async () => {
    const file = path.join(projectRoot, 'package.json');
    await assert.rejects(
      client.call('load', { ...model, id: 'wrong', source: { kind: 'file', path: file } }),
      (error) =>
        error instanceof XceptionError &&
        error.code.startsWith('model-') &&
        error.message.includes('package.json'),
    );
    assert.equal((await client.call('load', model)).id, model.id);
  });

  it('ends by itself when idle, and gives its memory back', async () => {
    const brief = new InferenceClient({ entry, idleMs: 50 });
    const { pid } = await brief.call('status', null);
    for (let i = 0; i < 100 && brief.state !== 'stopped'; i++) await pause(50);
    assert.equal(brief.state, 'stopped');
    await pause(200);
    assert.throws(() => process.kill(pid, 0), /ESRCH/);
    await brief.dispose();
  });

  it('starts no process after it was disposed', async () => {
    const gone = new InferenceClient({ entry });
    await gone.dispose();
    await assert.rejects(gone.call('status', null), withCode('process-ended'));
  });

  it('tells how it ended when it cannot even start', async () => {
    const broken = new InferenceClient({ entry: path.join(projectRoot, 'dist', 'no-such-file.js') });
    await assert.rejects(
      broken.call('status', null),
      (error) => withCode('process-ended')(error) && /no-such-file|exit code/.test((error as Error).message),
    );
    await broken.dispose();
  });
});
