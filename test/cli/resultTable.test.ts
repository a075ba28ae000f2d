import assert from 'node:assert/strict';
import { displayWidth } from '../../src/cli/displayWidth';
import { ResultTable } from '../../src/cli/classify/resultTable';
import { tableView } from '../../src/cli/classify/runViews';
import { ProgressBar } from '../../src/cli/progressBar';
import type { ImageResult, ModelRecord } from '../../src/shared/classification';
import { memoryOutput, type HereOptions } from './runHere';

const model: ModelRecord = {
  id: 'birds',
  title: 'Birds\u001b[2J of prey',
  network: 'paper',
  weights: 'birds.keras',
  source: { kind: 'file', path: '/models/birds.keras' },
  input: { height: 200, width: 150 },
  classes: 4,
  labels: ['kite', 'great grey owl', '鷹', 'a bird whose name is longer than any column'],
  labelsFrom: 'beside',
  output: 'softmax',
  preprocessing: { resize: 'bilinear', fit: 'crop', cropFraction: 1, normalization: { kind: 'tf' } },
  params: 20_000_000,
  trained: true,
  warnings: ['block3_pool holds NaN.'],
};
const start = { backend: { name: 'tensorflow', version: '2.21.0' }, model } as const;

function classified(file: string): ImageResult {
  return {
    file,
    predictions: [0.996, 0.0034, 0.0005, 0.0001].map((probability, index) => ({
      index,
      label: model.labels[index]!,
      probability,
    })),
    input: { width: 150, height: 200, resize: 'bilinear', crop: 'crop' },
    timings: { decode: 2.4, preprocess: 0.5, inference: 40 },
    picture: { width: 640, height: 480 },
    entropy: 0.1,
  };
}

const failure: ImageResult = {
  file: 'a folder with a long name/another folder/文件.png',
  error: {
    code: 'image-unreadable',
    message: 'It ends too early: the file was cut off while it was copied.',
  },
};

function tableFor(files: readonly string[], options: HereOptions): ResultTable {
  return new ResultTable(files, start, 4, memoryOutput(options));
}

describe('the table of results', () => {
  const files = ['kite.jpg', failure.file];

  for (const columns of [40, 60, 80, 100, 200]) {
    it(`fits a terminal of ${columns} columns, whatever the names`, () => {
      const table = tableFor(files, { columns });
      const lines = [...table.header(), ...table.lines(classified(files[0]!)), ...table.lines(failure)];
      for (const line of lines) assert.ok(displayWidth(line) <= columns, `${displayWidth(line)}: ${line}`);
      const text = lines.join('\n');
      for (const part of ['kite', '99.6 %', '0.3 %', '鷹', '43 ms', '文件.png', 'cut off']) {
        assert.ok(text.includes(part), `${part} in\n${text}`);
      }
    });
  }

  it('has one line per picture, of any length, where there is no terminal', () => {
    const table = tableFor(files, {});
    assert.equal(table.lines(classified(files[0]!)).length, 1);
    assert.equal(table.lines(failure).length, 1);
  });

  it('tells the model, its preprocessing and its warnings, and lets no name move the cursor', () => {
    const header = tableFor(files, {}).header();
    assert.equal(header[0], 'Birds?[2J of prey');
    assert.equal(
      header[1],
      'network paper, weights birds.keras, 4 classes; input 200×150, bilinear, crop; tensorflow 2.21.0',
    );
    assert.equal(header[2], 'block3_pool holds NaN.');
    assert.ok(!tableFor(['a\nb.jpg'], {}).lines(classified('a\nb.jpg'))[0]!.includes('\n'));
  });

  it('uses colours only where they are wanted', () => {
    const plain = tableFor(files, { columns: 80 }).lines(failure).join('');
    const coloured = tableFor(files, { columns: 80, colour: true }).lines(failure).join('');
    assert.doesNotMatch(plain, /\u001b/);
    assert.match(coloured, /\u001b\[31m/);
  });

  it('grows in the order of the arguments, whatever order the results come in', () => {
    const output = memoryOutput();
    const slots = ['1.jpg', '2.jpg', '3.jpg'].map((file) => ({ file }));
    const view = tableView(output, new ProgressBar(memoryOutput()), slots, 1);
    const shown = (): readonly string[] => output.text().match(/^\d\.jpg/gm) ?? [];
    view.ready(start);
    view.result(2, classified('3.jpg'), 1);
    assert.deepEqual(shown(), []);
    view.result(0, classified('1.jpg'), 2);
    assert.deepEqual(shown(), ['1.jpg']);
    view.result(1, classified('2.jpg'), 3);
    assert.deepEqual(shown(), ['1.jpg', '2.jpg', '3.jpg']);
    const results = slots.map(({ file }) => classified(file));
    assert.match(view.end({ ...start, results }), /^\n3 classified in [\d.]+ s/);
  });
});
