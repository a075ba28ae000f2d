import assert from 'node:assert/strict';
import type { DatasetClient } from '../../src/model/dataset/datasetClient';
import type { RunRecord } from '../../src/shared/datasetProtocol';
import type { EvaluateRequest } from '../../src/shared/evaluationProtocol';
import { answer, datasetFolder, runOf, type DatasetFolder } from './support/datasetFolder';

const LABELS = ['cup', 'fork', 'glass'];
const WISHES = { topK: 2, probabilities: true };

/** What the model says of each picture, as probabilities of the classes. */
const ANSWERS: Readonly<Record<string, readonly number[]>> = {
  'cup/a.png': [0.8, 0.1, 0.1],
  'cup/b.png': [0.3, 0.3, 0.4],
  'Glasses/c.png': [0.1, 0.2, 0.7],
  'drinks/d.png': [0.6, 0.3, 0.1],
};

describe('the evaluation of a run', () => {
  let folder: DatasetFolder;
  let client: DatasetClient;
  let run: RunRecord;

  before(async () => {
    folder = datasetFolder();
    for (const name of [...Object.keys(ANSWERS), 'cup/broken.png']) folder.put(name, name);
    client = folder.open();
    const request = await runOf(folder.pictures, WISHES);
    const record = { ...request.record, labels: LABELS, classes: LABELS.length };
    run = await client.call('openRun', { ...request, record });
    const { pictures } = await client.call('nextWork', { run: run.run, most: 100 });
    const results = pictures.map(({ place, path }) => {
      const name = Object.keys(ANSWERS).find((one) => path.endsWith(one));
      const probabilities = Float32Array.from(ANSWERS[name ?? ''] ?? []);
      if (!name) {
        const error = { code: 'image-unreadable', message: 'It is broken.' } as const;
        return { place, result: { file: path, error } };
      }
      return { ...answer(place, path, WISHES), probabilities };
    });
    await client.call('record', { run: run.run, results });
  });

  after(() => folder.dispose());

  const evaluate = (more: Partial<EvaluateRequest> = {}): ReturnType<typeof client.call<'evaluate'>> =>
    client.call('evaluate', { run: run.run, ...more });

  it('tells of every picture that has an answer what it shows and is taken for', async () => {
    const answers = await client.call('answers', { run: run.run });
    assert.deepEqual(
      answers
        .map(({ path, label, predicted }) => [path.split(/[\\/]/).at(-1), label, predicted])
        .sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
      [
        ['a.png', 'cup', 'cup'],
        ['b.png', 'cup', 'Glasses'],
        ['c.png', 'Glasses', 'Glasses'],
        ['d.png', 'drinks', undefined],
      ],
    );
  });

  it('takes the labels from folders, and tells which pictures are not in the figures', async () => {
    const { mapping, evaluation, classes, withoutAnswer } = await evaluate();
    assert.deepEqual(classes, LABELS);
    assert.deepEqual(
      mapping.map(({ label, by, classes: own }) => [label, by, ...own]),
      [
        ['Glasses', 'plural', 2],
        ['cup', 'exact', 0],
        ['drinks', 'none'],
      ],
    );
    assert.equal(withoutAnswer, 1);
    assert.equal(evaluation.pictures, 3);
    assert.deepEqual(evaluation.leftOut.unmapped, [{ label: 'drinks', pictures: 1 }]);
    assert.equal(evaluation.top1, 2 / 3);
    assert.deepEqual(
      evaluation.mistakes.map(({ path, predicted }) => [path.endsWith('b.png'), predicted]),
      [[true, 'Glasses']],
    );
  });

  it('takes the classes that a person gave, and adds up all probabilities, not those of the best', async () => {
    const edits = [
      { label: 'drinks', classes: [1] },
      { label: 'cup', classes: [0] },
    ];
    assert.equal((await evaluate({ edits })).evaluation.pictures, 4);
    const both = [
      { label: 'cup', classes: [0, 1] },
      { label: 'Glasses', classes: [2] },
    ];
    const { evaluation } = await evaluate({ edits: both });
    assert.equal(evaluation.top1, 1, 'a cup or a fork is more probable than a glass');
  });

  it('takes the labels from a file, and says which it cannot read', async () => {
    const path = folder.put('labels.csv', 'path,label\ncup/a.png,fork\ncup/b.png,glass\n');
    const { evaluation } = await evaluate({ labels: { kind: 'file', path } });
    assert.deepEqual([evaluation.pictures, evaluation.top1, evaluation.leftOut.unlabelled], [2, 0.5, 2]);
    const gone = evaluate({ labels: { kind: 'file', path: `${path}.gone` } });
    await assert.rejects(gone, { code: 'file-missing' });
  });

  it('finds the pictures of a cell', async () => {
    const cell = { run: run.run, actual: 'cup', predicted: 'Glasses' };
    const found = await client.call('answered', cell);
    assert.deepEqual(
      found.map((path) => path.slice(-9)),
      ['cup/b.png'],
    );
    assert.deepEqual(await client.call('answered', { ...cell, predicted: 'nothing' }), []);
  });

  it('is refused of a run that is not there', async () => {
    await assert.rejects(client.call('evaluate', { run: 999 }), { code: 'usage' });
  });
});
