import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../support/paths';
import { runCli, type CliRun } from './runCli';

interface EvalJson {
  readonly mapping: readonly {
    readonly label: string;
    readonly by: string;
    readonly names: readonly string[];
  }[];
  readonly withoutAnswer: number;
  readonly pictures: number;
  readonly top1: number;
  readonly leftOut: { readonly unlabelled: number; readonly unmapped: readonly { readonly label: string }[] };
  readonly mistakes: readonly {
    readonly path: string;
    readonly actual: string;
    readonly predicted: string;
  }[];
}

describe('xception eval', function () {
  this.timeout(120_000);
  let folder: string;
  const at = (...parts: readonly string[]): string => path.join(folder, ...parts);
  const evaluate = (...args: readonly string[]): Promise<CliRun> =>
    runCli(['eval', ...args, '--store', at('store.sqlite')]);

  /** The sample model takes the cat and the cup for cups, the rocket for a knife. */
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'xception-eval-'));
    for (const [label, name] of [
      ['cup', 'coffee-cup.jpg'],
      ['Forks', 'cat.jpg'],
      ['knife', 'rocket.jpg'],
      ['owl', 'astronaut.jpg'],
    ] as const) {
      mkdirSync(at('pictures', label), { recursive: true });
      cpSync(path.join(projectRoot, 'media', 'samples', name), at('pictures', label, name));
    }
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('judges by the names of folders, and says what it cannot judge', async () => {
    const { code, stdout, stderr } = await evaluate(at('pictures'), '--json');
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    const report = JSON.parse(stdout) as EvalJson;
    assert.deepEqual(
      report.mapping.map(({ label, names, by }) => [label, ...names, by]),
      [
        ['Forks', 'fork', 'plural'],
        ['cup', 'cup', 'exact'],
        ['knife', 'knife', 'exact'],
        ['owl', 'none'],
      ],
    );
    assert.deepEqual([report.pictures, report.withoutAnswer, report.leftOut.unlabelled], [3, 0, 0]);
    assert.ok(Math.abs(report.top1 - 2 / 3) < 1e-12);
    assert.deepEqual(
      report.mistakes.map(({ path: file, actual, predicted }) => [file, actual, predicted]),
      [[at('pictures', 'Forks', 'cat.jpg'), 'Forks', 'cup']],
    );
  });

  it('tells the same to people, with a report that needs nothing else', async () => {
    const { code, stdout } = await evaluate(at('pictures'), '--report', at('report.html'));
    assert.equal(code, 0);
    assert.match(stdout, /^Top-1 accuracy +66\.7%$/m);
    assert.match(stdout, /^Pictures of labels without a class +1 \(owl\)$/m);
    assert.match(stdout, /^Forks stands for fork$/m);
    assert.match(
      stdout,
      /^the most confident of 1 mistakes\nfile +label +answer +confidence\n.*cat\.jpg +Forks +cup +\d/m,
    );
    const html = readFileSync(at('report.html'), 'utf8');
    assert.match(html, /<img[^>]+src="data:image\//, 'the mistake as a picture');
    assert.doesNotMatch(html, /<script|src="http|href="http/);
    for (const [name, expected] of [
      ['report.md', /^# Kitchenware/],
      ['report.csv', /^label,classes,support/],
      ['report.json', /^\{\n {2}"source"/],
    ] as const) {
      assert.equal((await evaluate(at('pictures'), '--report', at(name))).code, 0);
      assert.match(readFileSync(at(name), 'utf8'), expected);
    }
  });

  it('takes labels from a file, and what they stand for from another', async () => {
    writeFileSync(at('labels.csv'), 'file,label\nrocket.jpg,blade\nastronaut.jpg,mug\n');
    writeFileSync(at('classes.csv'), 'label,class\nblade,knife\nmug,cup\n');
    const options = ['--labels', at('labels.csv'), '--map', at('classes.csv'), '--json'];
    const { code, stdout, stderr } = await evaluate(at('pictures'), ...options);
    assert.equal(code, 0, stderr);
    const report = JSON.parse(stdout) as EvalJson;
    assert.deepEqual([report.pictures, report.leftOut.unlabelled, report.top1], [2, 2, 0.5]);
    writeFileSync(at('classes.csv'), 'blade,sword\n');
    const wrong = await evaluate(at('pictures'), ...options);
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /sword/);
  });

  it('says what is wrong', async () => {
    for (const [args, code, expected] of [
      [[], 2, /Say which folder/],
      [[at('pictures'), '--report', 'report.doc'], 2, /--report is a file named/],
      [[path.join(at('pictures'), 'cup')], 2, /no picture has a label/],
      [[at('pictures', 'owl'), at('nowhere')], 1, /nowhere" does not exist/],
      [[at('pictures'), '--labels', at('nowhere.csv')], 1, /nowhere\.csv" does not exist/],
      [[at('pictures'), '--map', at('nowhere.csv')], 1, /nowhere\.csv" does not exist/],
    ] as const) {
      const run = await evaluate(...args);
      assert.equal(run.stdout, '', args.join(' '));
      assert.match(run.stderr, expected);
      if (code === 1) assert.notEqual(run.code, 0);
      else assert.equal(run.code, code, run.stderr);
    }
    writeFileSync(at('owls.csv'), 'rocket.jpg,owl\n');
    const none = await evaluate(at('pictures'), '--labels', at('owls.csv'));
    assert.equal(none.code, 1);
    assert.match(none.stderr, /no label stands for a class of the model \("owl"\)/);
  });
});
