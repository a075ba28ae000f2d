import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { trainOptions } from '../../src/model/train/trainOptions';
import { trainInProcess, type TrainerOptions } from '../../src/model/trainer/trainerClient';
import { openModel } from '../../src/model/weights/openModel';
import { resolveModel } from '../../src/model/weights/catalogue';
import type { TrainEvent, TrainOptions, TrainReport, TrainRequest } from '../../src/shared/trainProtocol';
import { InferenceClient } from '../../src/model/worker/inferenceClient';
import { isFailure } from '../../src/shared/classification';
import { sampleModel } from '../support/lookInside';
import { projectRoot } from '../support/paths';
import { writeShapes } from './support/shapeFolder';

const dist = (name: string): string => path.join(projectRoot, 'dist', name);

describe('the training process', function () {
  this.timeout(240_000);
  const cacheBefore = process.env['XCEPTION_CACHE'];
  let folder = '';
  const pictures = (): string => path.join(folder, 'pictures');
  const out = (name = 'shapes.keras'): string => path.join(folder, name);
  const model = sampleModel();

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'xception-train-'));
    process.env['XCEPTION_CACHE'] = path.join(folder, 'cache');
    await writeShapes(pictures(), { classes: 3 });
  });
  after(async () => {
    if (cacheBefore === undefined) delete process.env['XCEPTION_CACHE'];
    else process.env['XCEPTION_CACHE'] = cacheBefore;
    await rm(folder, { recursive: true, force: true });
  });

  const request = (options: Partial<TrainOptions>, file = out()): TrainRequest => ({
    ...{ folder: pictures(), model, input: { height: 96, width: 96 } },
    ...{ options: trainOptions(options), out: file, overwrite: true },
  });
  const train = (
    options: Partial<TrainOptions> = {},
    more: Partial<TrainerOptions> = {},
    file = out(),
  ): Promise<TrainReport> => trainInProcess(request(options, file), { entry: dist('trainer.js'), ...more });

  it('killed in the middle leaves no model, and the next one goes on from the features that were done', async () => {
    let pid: number | undefined;
    const killed = train(
      {},
      {
        onStart: (started) => (pid = started),
        onEvent: (event) => {
          if (event.kind === 'features' && event.done >= 16 && pid !== undefined)
            process.kill(pid, 'SIGKILL');
        },
      },
    );
    await assert.rejects(killed, { code: 'process-ended', message: /training was not finished.*SIGKILL/ });
    assert.deepEqual((await readdir(folder)).sort(), ['cache', 'pictures']);
    const { features } = await train();
    assert.ok(features.cached >= 16 && features.cached < features.total, JSON.stringify(features));
  });

  it('teaches a model the classes of a folder, and tells how well by pictures it has not seen', async () => {
    const events: TrainEvent[] = [];
    const report = await train({ folds: 3 }, { onEvent: (event) => events.push(event) });
    assert.deepEqual(report.classes, ['crosses', 'discs', 'stripes']);
    assert.ok(report.accuracy.value > 0.8, JSON.stringify(report.accuracy));
    assert.ok(report.accuracy.low < report.accuracy.value && report.accuracy.value <= report.accuracy.high);
    assert.equal(report.figures.pictures, report.split.test);
    assert.equal(report.split.train + report.split.test, 42);
    assert.equal(report.folds?.accuracies.length, 3);
    assert.ok(report.folds.mean > 0.7);
    assert.equal(report.features.cached, report.features.total, 'all known from before');
    const kinds = new Set(events.map(({ kind }) => kind));
    assert.deepEqual([...kinds], ['looking', 'survey', 'features', 'fold', 'epoch', 'writing']);
    const losses = events.flatMap((event) => (event.kind === 'epoch' ? event.train.loss : []));
    assert.ok(losses.length === report.epochs && losses.at(-1)! < losses[0]! / 2);
  });

  it('writes a model that is opened and used like any other, with its classes and its card', async () => {
    const report = await train();
    const { record } = await openModel(resolveModel(out()));
    assert.deepEqual(record.labels, report.classes);
    assert.deepEqual(record.input, { height: 96, width: 96 });
    assert.equal(record.labelsFrom, 'file');
    const client = new InferenceClient({ entry: dist('worker.js') });
    try {
      const wrong = new Set(report.figures.mistakes.map((mistake) => mistake.path));
      const files = ['crosses', 'discs', 'stripes'].flatMap((name) =>
        [0, 1, 2, 3].map((i) => path.join(pictures(), name, `${i}.png`)),
      );
      await client.call(
        'classify',
        { model: resolveModel(out()), files, topK: 1 },
        {
          onProgress: ({ result }) => {
            assert.ok(!isFailure(result));
            const actual = path.basename(path.dirname(result.file));
            if (!wrong.has(result.file)) assert.equal(result.predictions[0]?.label, actual, result.file);
          },
        },
      );
    } finally {
      await client.dispose();
    }
    const card = await readFile(report.card, 'utf8');
    assert.match(card, /# shapes\.keras\n\n3 classes: crosses, discs, stripes/);
    assert.ok(card.includes(report.data) && card.includes(report.weights));
  });

  it('gives the same numbers for the same seed, and others for another', async () => {
    const options = { head: 'mlp', hidden: 16, epochs: 4, augment: ['flip', 'colour'], copies: 2 } as const;
    const [one, same] = [await train(options), await train(options)];
    assert.equal(one.features.total, 42 + 2 * (one.split.train + one.split.validation));
    assert.equal(same.weights, one.weights);
    assert.equal(same.data, one.data);
    const other = await train({ ...options, seed: 2 });
    assert.notEqual(other.weights, one.weights);
    assert.notEqual(other.data, one.data);
  });

  it('fine-tunes the end of the backbone, and leaves the rest of it as it was', async () => {
    const events: TrainEvent[] = [];
    const options = { fineTune: 'exit', fineTuneEpochs: 3, fineTuneRate: 0.001 } as const;
    const report = await train(options, { onEvent: (event) => events.push(event) });
    assert.equal(report.fineTuned?.epochs, 3);
    assert.ok(report.split.validation > 0, 'some pictures choose the epoch');
    assert.equal(events.filter((event) => event.kind === 'epoch' && event.stage === 'fine-tune').length, 3);
    const [tuned, own] = [await openModel(resolveModel(out())), await openModel(model)];
    const changed = [...own.weights].filter(
      ([name, { data }]) =>
        tuned.weights.has(name) && !data.every((value, i) => value === tuned.weights.get(name)!.data[i]),
    );
    assert.deepEqual(
      changed.map(([name]) => name).sort(),
      report.fineTuned.bestEpoch === 0
        ? []
        : ['block14_sepconv1', 'block14_sepconv2']
            .flatMap((name) => [
              `${name}/depthwise`,
              `${name}/pointwise`,
              `${name}_bn/beta`,
              `${name}_bn/gamma`,
            ])
            .sort(),
    );
    // What it was judged by is what the written model says.
    const client = new InferenceClient({ entry: dist('worker.js') });
    let told = 0;
    try {
      const wrong = report.figures.mistakes.map((mistake) => mistake.path);
      await client.call(
        'classify',
        { model: resolveModel(out()), files: wrong, topK: 1 },
        {
          onProgress: ({ result }) => {
            const mistake = report.figures.mistakes.find(({ path: file }) => file === result.file);
            assert.ok(!isFailure(result) && mistake);
            assert.equal(result.predictions[0]?.label, mistake.predicted);
            assert.ok(Math.abs(result.predictions[0].probability - mistake.confidence) < 1e-3);
            told++;
          },
        },
      );
      assert.equal(told, report.figures.wrong);
    } finally {
      await client.dispose();
    }
  });

  it('stops when asked with what is best until then; cancelled it leaves nothing', async () => {
    const [stop, cancel] = [new AbortController(), new AbortController()];
    const options = { head: 'mlp', epochs: 5000, patience: 5000, schedule: 'constant' } as const;
    const at = (epoch: number, controller: AbortController) => (event: TrainEvent) => {
      if (event.kind === 'epoch' && event.epoch === epoch) controller.abort();
    };
    const report = await train(options, { stop: stop.signal, onEvent: at(3, stop) });
    assert.equal(report.stopped, true);
    assert.ok(report.epochs >= 3 && report.epochs < 5000);
    const cancelled = train(
      options,
      { signal: cancel.signal, onEvent: at(2, cancel) },
      out('cancelled.keras'),
    );
    await assert.rejects(cancelled, { code: 'cancelled' });
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.includes('cancelled')),
      [],
    );
  });

  it('does not touch a file that may not be replaced', async () => {
    const file = out('mine.keras');
    await writeFile(file, 'mine');
    await assert.rejects(
      trainInProcess({ ...request({}, file), overwrite: false }, { entry: dist('trainer.js') }),
      { code: 'usage', message: /exists already/ },
    );
    assert.equal(await readFile(file, 'utf8'), 'mine');
  });
});
