import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Api from '../../src/api/index';
import { runNode } from '../cli/runCli';
import { projectRoot } from '../support/paths';
import { isRunning } from '../support/processes';
import { until } from '../support/until';
import { makeWorkspace, type Workspace } from '../support/workspace';

/** The package as a program gets it, through its `exports`. */
const api = createRequire(path.join(projectRoot, 'package.json'))('xception-vscode') as typeof Api;

describe('the API of the package', function () {
  this.timeout(120_000);
  let workspace: Workspace;
  let model: Api.LoadedModel;

  before(async () => {
    workspace = makeWorkspace();
    model = await api.load('kitchenware');
  });
  after(async () => {
    await model.close();
    workspace.dispose();
  });

  it('describes the model that it loaded', async () => {
    const { record } = model;
    assert.deepEqual([record.id, record.network, record.classes], ['kitchenware', 'paper', 6]);
    const layers = await model.layers();
    assert.deepEqual(
      [layers.length, layers.at(0)?.kind, layers.at(-1)?.outputShape],
      [136, 'input', [null, 6]],
    );
  });

  it('classifies files and folders in their order, and says in its place what cannot be read', async () => {
    const told: number[] = [];
    const results = await model.classify([workspace.file('broken.png'), workspace.folder], {
      top: 2,
      onResult: (_, index) => told.push(index),
    });
    assert.deepEqual(
      results.map(({ file }) => path.basename(file)),
      ['broken.png', ...[...workspace.pictures, 'broken.png'].sort()],
    );
    assert.deepEqual(
      told.toSorted((a, b) => a - b),
      [...results.keys()],
    );
    const [first] = results;
    assert.ok(first && api.isFailure(first));
    assert.equal(first.error.code, 'image-unreadable');
    const cup = results.find(({ file }) => file.endsWith('coffee-cup.jpg'));
    assert.ok(cup && !api.isFailure(cup));
    assert.deepEqual([cup.predictions.length, cup.predictions[0]?.label], [2, 'cup']);
  });

  it('resizes as it is told', async () => {
    const [cup] = await model.classify(workspace.file('coffee-cup.jpg'), { resize: 'bicubic', fit: 'crop' });
    assert.ok(cup && !api.isFailure(cup));
    assert.deepEqual([cup.input.resize, cup.input.crop], ['bicubic', 'crop']);
  });

  it('shows where the network looked, for a class by its name', async () => {
    const explanation = await model.explain(workspace.file('coffee-cup.jpg'), { class: 'plate', raw: true });
    assert.equal(explanation.prediction.label, 'plate');
    assert.equal(explanation.heatmap.values?.length, 25);
    assert.equal(Buffer.from(explanation.overlay.bytes).subarray(1, 4).toString(), 'PNG');
  });

  it('says what it does not take as an error of its own', async () => {
    const isOurs = (code: string, message: RegExp) => (error: unknown) => {
      assert.ok(error instanceof api.XceptionError);
      assert.equal(error.code, code);
      assert.match(error.message, message);
      return true;
    };
    const cup = workspace.file('coffee-cup.jpg');
    await assert.rejects(api.load('kitchenwear'), isOurs('model-missing', /kitchenware/));
    await assert.rejects(api.load('untrained:papre'), isOurs('usage', /Did you mean paper\?/));
    await assert.rejects(
      api.classify(cup, { model: workspace.file('notes.md') }),
      isOurs('model-unsupported', /notes\.md/),
    );
    await assert.rejects(model.explain(cup, { class: 'cupp' }), isOurs('usage', /Did you mean cup\?/));
    await assert.rejects(model.explain(workspace.file('none.jpg')), isOurs('file-missing', /none\.jpg/));
    assert.throws(
      () => api.summary('paper', { input: { height: 70, width: 70 } }),
      isOurs('input-size', /70/),
    );
    const signal = AbortSignal.abort();
    await assert.rejects(model.classify(workspace.folder, { signal }), isOurs('cancelled', /Cancelled/));
    await assert.rejects(model.explain(cup, { signal }), isOurs('cancelled', /Cancelled/));
  });

  it('starts anew after it was closed', async () => {
    await model.close();
    const [cup] = await model.classify(workspace.file('coffee-cup.jpg'));
    assert.ok(cup && !api.isFailure(cup));
    assert.equal(cup.predictions[0]?.label, 'cup');
  });

  it('tells the structure of the networks', () => {
    assert.equal(api.summary('article').totals.params, 60_011_272);
    assert.equal(
      api.summary('paper', { includeTop: false, input: { height: 150, width: 150 } }).classes,
      null,
    );
    assert.equal(api.trace('paper', { everyBlock: true }).length, api.trace('paper').length + 7);
  });

  it('ends with a program that forgets to close its model, and leaves no process', async () => {
    const program = `
      const { load } = require('xception-vscode');
      load('untrained:paper').then(async (model) => {
        const results = await model.classify('media/samples/cat.jpg', { top: 1 });
        const { execFileSync } = require('node:child_process');
        const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(process.pid)], { encoding: 'utf8' });
        console.log(JSON.stringify({ classified: results.length, children: children.trim().split(/\\s+/) }));
      });`;
    const { code, stdout } = await runNode(['-e', program]);
    assert.equal(code, 0);
    const { classified, children } = JSON.parse(stdout) as { classified: number; children: string[] };
    assert.equal(classified, 1);
    assert.ok(children.length >= 2, 'the inference process and ps');
    await until(() => children.every((pid) => !isRunning(Number(pid))));
  });
});
