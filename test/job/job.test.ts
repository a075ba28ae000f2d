import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { decodeImage } from '../../src/model/image/decodeImage';
import { prepareImage } from '../../src/model/image/prepareImage';
import type { RayJob } from '../../src/model/job/rayJob';
import { IMAGE_EXTENSIONS } from '../../src/model/image/imageFiles';
import { runCli } from '../cli/runCli';
import { fixture, projectRoot } from '../support/paths';

const samples = path.join(projectRoot, 'media', 'samples');

describe('xception job', function () {
  this.timeout(120_000);
  let folder: string;
  let job: string;
  let record: RayJob;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'xception-job-'));
    job = path.join(folder, 'job');
    const { code, stdout, stderr } = await runCli([
      'job',
      samples,
      '--engine',
      'ray',
      '--out',
      job,
      '--json',
    ]);
    assert.equal(code, 0, stderr);
    record = JSON.parse(readFileSync(path.join(job, 'job.json'), 'utf8')) as RayJob;
    assert.deepEqual(JSON.parse(stdout), { ...record, out: job });
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('writes all that a cluster needs, and nothing else', () => {
    const files = ['README.md', 'classify.py', 'job.json', 'model.onnx', 'prepare.py', 'requirements.txt'];
    assert.deepEqual(readdirSync(job).sort(), files);
    for (const line of readFileSync(path.join(job, 'requirements.txt'), 'utf8').trim().split('\n'))
      assert.match(line, /^[a-z]+(\[data\])?==\d+\.\d+\.\d+$/);
  });

  it('says what the model is, its labels, and how pictures are prepared', () => {
    const { model, labels, preprocessing, input, top, source, extensions } = record;
    const onnx = readFileSync(path.join(job, 'model.onnx'));
    assert.equal(model.sha256, createHash('sha256').update(onnx).digest('hex'));
    assert.deepEqual([model.id, model.classes, source, top], ['kitchenware', 6, samples, 5]);
    assert.deepEqual(labels, ['cup', 'fork', 'glass', 'knife', 'plate', 'spoon']);
    assert.deepEqual(preprocessing, {
      ...{ resize: 'nearest', fit: 'stretch', cropFraction: 1 },
      normalization: { kind: 'tf' },
    });
    assert.deepEqual([input, extensions], [{ height: 150, width: 150 }, [...IMAGE_EXTENSIONS]]);
  });

  it('holds a model that answers as this product does, by what the record says', async () => {
    const session = await InferenceSession.create(path.join(job, 'model.onnx'));
    const cup = path.join(samples, 'coffee-cup.jpg');
    const { picture } = await decodeImage(cup);
    const { values, width, height } = prepareImage(picture, record.input, record.preprocessing);
    const { output } = await session.run({ input: new Tensor('float32', values, [1, height, width, 3]) });
    const logits = [...((output?.data ?? []) as Float32Array)];
    const powers = logits.map((logit) => Math.exp(logit - Math.max(...logits)));
    const sum = powers.reduce((a, b) => a + b, 0);
    const { stdout } = await runCli(['classify', cup, '--top', '6', '--json']);
    const { results } = JSON.parse(stdout) as {
      results: { predictions: { index: number; probability: number }[] }[];
    };
    for (const { index, probability } of results[0]?.predictions ?? [])
      assert.ok(Math.abs((powers[index] ?? 0) / sum - probability) < 1e-4, `class ${index}`);
  });

  it('has Python that compiles', () => {
    const compiled = ['classify.py', 'prepare.py'].map((name) => path.join(job, name));
    execFileSync('python3', [
      '-c',
      'import ast, sys\nfor f in sys.argv[1:]: ast.parse(open(f).read(), f)',
      ...compiled,
    ]);
  });

  it('takes URIs as they are, and says of others what it takes', async () => {
    const out = path.join(folder, 'bucket');
    const args = ['--engine', 'ray', '--network', 'paper', '--weights', 'untrained', '--out', out];
    const { code } = await runCli(['job', 's3://bucket/pictures', ...args, '--top', '3']);
    assert.equal(code, 0);
    const { source, top, labels, model } = JSON.parse(
      readFileSync(path.join(out, 'job.json'), 'utf8'),
    ) as RayJob;
    assert.deepEqual([source, top, labels.length, model.trained], ['s3://bucket/pictures', 3, 1000, false]);
    const wrong = async (...given: readonly string[]): Promise<string> => {
      const run = await runCli(['job', ...given]);
      assert.notEqual(run.code, 0);
      assert.equal(run.stdout, '');
      return run.stderr;
    };
    const other = path.join(folder, 'other');
    assert.match(await wrong('https://x.org/a', '--engine', 'ray', '--out', other), /s3:\/\/.*not from/);
    assert.match(await wrong('nosuch', '--engine', 'ray', '--out', other), /"nosuch" is no folder/);
    assert.match(await wrong(samples, '--engine', 'spark', '--out', other), /--engine is one of ray/);
    assert.match(await wrong(samples, '--out', other), /--engine ray/);
    assert.match(await wrong(samples, '--engine', 'ray'), /--out JOBDIR/);
    assert.match(await wrong('--engine', 'ray', '--out', other), /where the pictures lie/);
    assert.match(await wrong(samples, '--engine', 'ray', '--out', job), /exists already.*results/);
    assert.ok(!existsSync(other));
  });
});

describe('xception results', function () {
  this.timeout(60_000);
  let folder: string;
  const parquet = fixture('job', 'results.parquet');

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'xception-results-'));
    mkdirSync(path.join(folder, 'results'));
    for (const name of ['a.parquet', 'b.parquet']) cpSync(parquet, path.join(folder, 'results', name));
    writeFileSync(
      path.join(folder, 'job.json'),
      JSON.stringify({ version: 1, model: { id: 'kitchenware' } }),
    );
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('counts labels, and tells failures with their reasons', async () => {
    const { code, stdout } = await runCli(['results', folder, '--failures', '1']);
    assert.equal(code, 1);
    assert.equal(
      stdout,
      [
        'most likely  pictures   share  mean probability',
        'cup                 2  50.0 %            75.0 %',
        'fork                2  50.0 %            50.0 %',
        '',
        '"bucket/a/not.jpg" was not classified: it is empty (0 bytes).',
        'and 1 more',
        '4 classified, 2 failed.',
        '',
      ].join('\n'),
    );
  });

  it('gives every picture as data, in the fields of classify', async () => {
    const { stdout } = await runCli(['results', parquet, '--json']);
    assert.deepEqual(JSON.parse(stdout), {
      model: null,
      results: [
        {
          file: 'bucket/a/cup.jpg',
          predictions: [
            { index: 0, label: 'cup', probability: 0.75 },
            { index: 4, label: 'plate', probability: 0.125 },
          ],
        },
        {
          file: 'bucket/a/not.jpg',
          error: {
            code: 'image-unreadable',
            message: '"bucket/a/not.jpg" was not classified: it is empty (0 bytes).',
          },
        },
        {
          file: 'bucket/b/fork.png',
          predictions: [
            { index: 1, label: 'fork', probability: 0.5 },
            { index: 0, label: 'cup', probability: 0.25 },
          ],
        },
      ],
    });
    const both = await runCli(['results', folder, '--json']);
    const { model, results } = JSON.parse(both.stdout) as { model: { id: string }; results: unknown[] };
    assert.deepEqual([model.id, results.length], ['kitchenware', 6]);
  });

  it('says of what is no result what it is', async () => {
    const says = async (given: string): Promise<string> => {
      const { code, stderr } = await runCli(['results', given]);
      assert.equal(code, 1);
      return stderr;
    };
    assert.match(await says(path.join(folder, 'gone')), /does not exist/);
    const empty = path.join(folder, 'empty');
    mkdirSync(empty);
    assert.match(await says(empty), /holds no results .* Run the job first/);
    const broken = path.join(folder, 'broken.parquet');
    writeFileSync(broken, readFileSync(parquet).subarray(0, 400));
    assert.match(await says(broken), /no Parquet file of a job/);
    writeFileSync(broken, 'text');
    assert.match(await says(broken), /no Parquet file of a job/);
  });
});
