import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../src/model/cacheFolder';
import { fixture, projectRoot } from '../support/paths';
import { makeWorkspace, type Workspace } from '../support/workspace';
import { assertContract, type ClassifyJson } from './classifyContract';
import { runCli, type CliRun } from './runCli';
import { runHere } from './runHere';

const photographs = path.join(cacheFolder(), 'models', 'kitchenware', 'photographs');

interface Reference {
  readonly labels: readonly string[];
  readonly pictures: Readonly<Record<string, readonly number[]>>;
}

/** Logits of real Keras for some of the sample model's photographs. */
const reference = JSON.parse(readFileSync(fixture('cli', 'kitchenware.logits.json'), 'utf8')) as Reference;

function parse(run: CliRun): ClassifyJson {
  // Nothing but the one object: JSON.parse refuses anything before or after it.
  const value: unknown = JSON.parse(run.stdout);
  assertContract(value);
  return value;
}

describe('xception classify', function () {
  this.timeout(180_000);
  let workspace: Workspace;

  before(() => {
    workspace = makeWorkspace({ 'empty.jpg': '' });
    for (const folder of ['folder/b', 'folder/a', 'none'])
      mkdirSync(workspace.file(folder), { recursive: true });
    for (const name of ['folder/z.jpg', 'folder/b/1.jpg', 'folder/a/2.jpg']) {
      cpSync(workspace.file(workspace.pictures[0]!), workspace.file(name));
    }
  });
  after(() => {
    workspace.dispose();
  });

  it('answers as Keras does with the sample model, by default and with --json', async () => {
    const files = Object.keys(reference.pictures).map((name) => path.join(photographs, name));
    const run = await runCli(['classify', ...files, '--top', '6', '--json']);
    assert.deepEqual({ code: run.code, stderr: run.stderr }, { code: 0, stderr: '' });
    const { backend, model, results } = parse(run);
    assert.equal(backend.name, 'tensorflow');
    assert.match(backend.version, /^2\.\d+\.\d+/);
    assert.deepEqual(model, {
      id: 'kitchenware',
      network: 'paper',
      weights: 'kitchenware.keras',
      classes: 6,
    });
    assert.deepEqual(
      results.map(({ file }) => file),
      files,
    );
    for (const result of results) {
      assert.ok(!('error' in result));
      assert.deepEqual(result.input, { width: 150, height: 150, resize: 'nearest', crop: 'stretch' });
      const logits = reference.pictures[path.basename(result.file)]!;
      for (const { index, label, logit } of result.predictions) {
        assert.equal(label, reference.labels[index]);
        assert.ok(Math.abs(logit! - logits[index]!) < 1e-3, `${result.file} ${label}: ${logit ?? ''}`);
      }
      const sum = result.predictions.reduce((total, { probability }) => total + probability, 0);
      assert.ok(Math.abs(sum - 1) < 1e-6);
      const best = result.predictions.map(({ probability }) => probability);
      assert.deepEqual(
        best,
        best.toSorted((a, b) => b - a),
      );
    }
  });

  it('keeps the order of the arguments, sorts folders, and reports what fails in its place', async () => {
    const [first, second] = workspace.pictures;
    const args = [
      'nosuch.jpg',
      second!,
      'folder',
      'broken.png',
      first!,
      'none',
      'empty.jpg',
      './notes.md',
      second!,
    ];
    const run = await runCli(['classify', ...args, '--json', '--top', '1'], { cwd: workspace.folder });
    assert.equal(run.code, 1);
    const { results } = parse(run);
    assert.deepEqual(
      results.map((result) => [result.file, 'error' in result ? result.error.code : 'classified']),
      [
        ['nosuch.jpg', 'file-missing'],
        [second!, 'classified'],
        [path.join('folder', 'a', '2.jpg'), 'classified'],
        [path.join('folder', 'b', '1.jpg'), 'classified'],
        [path.join('folder', 'z.jpg'), 'classified'],
        ['broken.png', 'image-unreadable'],
        [first!, 'classified'],
        ['none', 'file-missing'],
        ['empty.jpg', 'image-unreadable'],
        ['./notes.md', 'image-unreadable'],
        [second!, 'classified'],
      ],
    );
    for (const result of results) if (!('error' in result)) assert.equal(result.predictions.length, 1);
  });

  it('prints a table for people, with failures in their place and nothing of a terminal in it', async () => {
    const run = await runCli(['classify', workspace.pictures[0]!, 'broken.png'], { cwd: workspace.folder });
    assert.equal(run.code, 1);
    assert.equal(run.stderr, '');
    assert.doesNotMatch(run.stdout, /\u001b|\r/);
    const lines = run.stdout.trimEnd().split('\n');
    assert.equal(lines[0], 'Kitchenware (sample model)');
    assert.match(
      lines[1]!,
      /^network paper, weights kitchenware\.keras, 6 classes; input 150×150, .*; tensorflow 2\./,
    );
    assert.match(lines[3]!, /^file +most likely +time$/);
    assert.match(lines[4]!, /^\S+\.\w+ +(?:[a-z]+ +\d+\.\d %  +){3}[\d.]+ ms$/);
    assert.match(lines[5]!, /^broken\.png +"\S*broken\.png" is not a picture/);
    assert.match(lines.at(-1)!, /^1 classified, 1 failed in [\d.]+ s/);
  });

  it('marks untrained weights, and follows --network, --top, --resize and --fit', async () => {
    const args = [
      'classify',
      workspace.pictures[0]!,
      '--weights',
      'untrained',
      '--network',
      'paper',
      '--top',
      '4',
    ];
    const table = await runCli(args, { cwd: workspace.folder });
    assert.equal(table.code, 0);
    assert.match(table.stdout, /untrained: the answers mean nothing/);
    const json = parse(
      await runCli([...args, '--resize', 'bicubic', '--fit', 'crop', '--json'], { cwd: workspace.folder }),
    );
    assert.deepEqual(json.model, {
      id: 'paper-untrained',
      network: 'paper',
      weights: 'untrained',
      classes: 1000,
    });
    const [result] = json.results;
    assert.ok(result && !('error' in result));
    assert.equal(result.predictions.length, 4);
    assert.deepEqual(result.input, { width: 299, height: 299, resize: 'bicubic', crop: 'crop' });
  });

  it('reads a model file by its path, and XCEPTION_MODEL where no option says which', async () => {
    const file = path.join(photographs, '..', 'kitchenware.keras');
    const picture = path.join(photographs, Object.keys(reference.pictures)[0]!);
    for (const [args, env] of [
      [['--model', file], {}],
      [['--weights', file, '--network', 'paper'], {}],
      [[], { XCEPTION_MODEL: file }],
    ] as const) {
      const run = await runCli(['classify', picture, ...args, '--json'], { env });
      const { model, results } = parse(run);
      assert.deepEqual([run.code, model.weights, model.classes], [0, 'kitchenware.keras', 6]);
      assert.ok(results[0] && !('error' in results[0]));
      // Labels come from the list beside the file.
      assert.ok(reference.labels.includes(results[0].predictions[0]!.label));
    }
  });

  it('says what is wrong with a model, on stderr and as JSON, with exit code 1', async () => {
    const picture = workspace.pictures[0]!;
    for (const [args, code] of [
      [['--model', 'nosuch.keras'], 'model-missing'],
      [['--model', 'notes.md'], 'model-unsupported'],
      [['--model', 'kitchenware', '--network', 'article'], 'model-mismatch'],
    ] as const) {
      const run = await runCli(['classify', picture, ...args, '--json'], { cwd: workspace.folder });
      const { error } = JSON.parse(run.stdout) as { error: { code: string; message: string } };
      assert.deepEqual([run.code, error.code], [1, code], run.stderr);
      assert.ok(run.stderr.startsWith(`xception classify: ${error.message}`));
    }
  });

  it('says where to get a model when there is none', async () => {
    const run = await runCli(['classify', workspace.pictures[0]!], {
      cwd: workspace.folder,
      env: { XCEPTION_CACHE: workspace.file('none') },
    });
    assert.deepEqual([run.code, run.stdout], [1, '']);
    assert.match(run.stderr, /xception models fetch kitchenware.*--model FILE.*--weights untrained/);
  });

  it('refuses options that contradict each other, with exit code 2', async () => {
    for (const [args, reason] of [
      [[], /Say which pictures/],
      [['a.jpg', '--model', 'kitchenware', '--weights', 'untrained'], /give one/],
      [['a.jpg', '--network', 'article'], /--weights untrained/],
      [['a.jpg', '--top', '0'], /--top is a whole number from 1/],
      [['a.jpg', '--top', '2.5'], /not "2\.5"/],
      [['a.jpg', '--fit', 'squeeze'], /--fit is one of stretch, crop, letterbox/],
    ] as const) {
      const { code, stdout, stderr } = await runHere(['classify', ...args, '--json']);
      assert.deepEqual([code, stdout], [2, ''], args.join(' '));
      assert.match(stderr, reason);
    }
  });

  it('stops on Ctrl+C with exit code 130 and what is done', async () => {
    let interrupted = false;
    const run = await runCli(['classify', photographs, photographs, photographs, photographs], {
      onStdout: (child, soFar) => {
        if (interrupted || !/\d ms\n/.test(soFar)) return;
        interrupted = child.kill('SIGINT');
      },
    });
    assert.equal(run.code, 130);
    const rows = run.stdout.match(/ ms$/gm)?.length ?? 0;
    const [, done, all] = /Interrupted: (\d+) of (\d+) classified\.\n$/.exec(run.stdout)!;
    assert.equal(Number(done), rows);
    assert.ok(rows > 0 && rows < Number(all), `${rows} of ${all ?? ''}`);
  });

  it('takes paths from where the user stands when npm runs it', () => {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const stdout = execFileSync(
      npm,
      ['run', '-s', '--prefix', projectRoot, 'xception', '--', 'classify', workspace.pictures[0]!, '--json'],
      {
        cwd: workspace.folder,
        encoding: 'utf8',
        env: { ...process.env, XCEPTION_MODEL: undefined },
        shell: process.platform === 'win32',
      },
    );
    const { results } = parse({ code: 0, stdout, stderr: '' });
    assert.equal(results[0]?.file, workspace.pictures[0]);
    assert.ok(results[0] && !('error' in results[0]));
  });
});
