import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { besideLabels } from '../../src/model/labels/besideLabels';
import { chooseLabels } from '../../src/model/labels/chooseLabels';
import { imagenetLabels } from '../../src/model/labels/imagenetLabels';
import { parseLabels } from '../../src/model/labels/parseLabels';
import { parseSynsets } from '../../src/model/labels/synsets';
import { scratchFolder } from './support/scratch';

describe('a list of labels', () => {
  it('is a name per line', () => {
    assert.deepEqual(parseLabels('\uFEFFcup\r\n fork \nknife 2\n\n', '.txt'), ['cup', 'fork', 'knife 2']);
    assert.deepEqual(parseLabels('0 cup\n1 tea spoon\n', '.txt'), ['cup', 'tea spoon']);
    assert.deepEqual(parseLabels('0 cup\n2 fork', '.txt'), ['0 cup', '2 fork']);
    assert.equal(parseLabels('cup\n\nfork', '.txt'), undefined);
    assert.equal(parseLabels('', '.txt'), undefined);
  });

  it('is JSON in any of the forms that tools write', () => {
    assert.deepEqual(parseLabels('["a", "b"]', '.json'), ['a', 'b']);
    assert.deepEqual(parseLabels('{"1": "b", "0": "a"}', '.json'), ['a', 'b']);
    assert.deepEqual(parseLabels('{"b": 1, "a": 0}', '.json'), ['a', 'b']);
    assert.deepEqual(parseLabels('{"0": ["n01440764", "tench"]}', '.json'), ['tench']);
    for (const text of [
      '{',
      '3',
      'null',
      '[]',
      '{}',
      '["a", 1]',
      '{"a": 0, "b": 0}',
      '{"a": 0, "b": 2}',
      '{"x": "y"}',
    ]) {
      assert.equal(parseLabels(text, '.json'), undefined, text);
    }
  });
});

describe('labels beside a model file', () => {
  const scratch = scratchFolder();

  it("are the model's own before the folder's", async () => {
    const model = scratch('cups.weights.h5');
    assert.equal(await besideLabels(model), undefined);
    mkdirSync(scratch('labels.txt'));
    writeFileSync(scratch('class_indices.json'), '{"c": 0}');
    assert.deepEqual(await besideLabels(model), { file: 'class_indices.json', labels: ['c'] });
    rmSync(scratch('labels.txt'), { recursive: true });
    writeFileSync(scratch('labels.txt'), 'a\nb');
    assert.deepEqual(await besideLabels(model), { file: 'labels.txt', labels: ['a', 'b'] });
    writeFileSync(scratch('cups.labels.json'), '["own"]');
    assert.deepEqual(await besideLabels(model), { file: 'cups.labels.json', labels: ['own'] });
    writeFileSync(scratch('cups.labels.txt'), '');
    assert.deepEqual(await besideLabels(model), { file: 'cups.labels.txt', labels: undefined });
  });
});

describe('choosing labels', () => {
  const list = (name: string, count: number): string[] =>
    Array.from({ length: count }, (_, i) => `${name} ${i}`);
  const beside = { file: 'labels.txt', labels: list('beside', 2) };

  it('goes from what was asked for to numbers', () => {
    const request = list('request', 2);
    const file = list('file', 2);
    const from = (sources: object) => chooseLabels(2, { trained: true, ...sources }).labelsFrom;
    assert.equal(from({ request, file, beside }), 'request');
    assert.equal(from({ file, beside }), 'file');
    assert.equal(from({ beside }), 'beside');
    assert.deepEqual(chooseLabels(2, { trained: true }), {
      labels: ['class 0', 'class 1'],
      labelsFrom: 'index',
      warnings: [],
    });
  });

  it('tells of a list that does not fit, and does not use it', () => {
    const { labels, warnings } = chooseLabels(3, { trained: true, request: list('request', 4), beside });
    assert.deepEqual(labels, ['class 0', 'class 1', 'class 2']);
    assert.equal(warnings.length, 2);
    assert.match(warnings[0]!, /given list has 4 labels for 3 classes/);
    assert.match(warnings[1]!, /labels\.txt has 2 labels for 3 classes/);
    const broken = chooseLabels(1, { trained: true, beside: { file: 'labels.json', labels: undefined } });
    assert.match(broken.warnings[0]!, /labels\.json is no list/);
  });

  it('knows the classes of a model that is known to have those of ImageNet', () => {
    const known = { trained: true, classList: 'imagenet' } as const;
    const { labels, labelsFrom, warnings } = chooseLabels(1000, { ...known, file: list('file', 1000) });
    assert.deepEqual([labels[0], labelsFrom, warnings], ['tench', 'imagenet', []]);
    assert.equal(chooseLabels(6, known).labelsFrom, 'index');
  });

  it("takes a trained model with 1000 classes for ImageNet's, and says so", () => {
    const { labels, labelsFrom, warnings } = chooseLabels(1000, { trained: true });
    assert.equal(labelsFrom, 'imagenet');
    assert.equal(labels[0], 'tench');
    assert.equal(labels[504], 'coffee mug');
    assert.match(warnings[0]!, /ImageNet/);
    assert.equal(chooseLabels(1000, { trained: false }).labels[0], 'class 0');
    assert.equal(imagenetLabels().length, 1000);
    // Only the crane that flies and the one that lifts have no second word to tell them apart.
    assert.equal(new Set(imagenetLabels()).size, 999);
  });
});

describe('WordNet numbers', () => {
  it('are read from a class index of Keras, in the order of the classes', () => {
    const index = { 1: ['n01443537', 'goldfish'], 0: ['n01440764', 'tench'] };
    assert.deepEqual(parseSynsets(JSON.stringify(index)), ['n01440764', 'n01443537']);
  });

  it('are in no other list', () => {
    for (const text of [
      '',
      '[]',
      '{}',
      '{"0": "tench"}',
      '{"0": ["tench", "n01440764"]}',
      '["n01440764"]',
      '{"a": ["n01440764"]}',
    ]) {
      assert.equal(parseSynsets(text), undefined, text);
    }
  });
});
