import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commands, Uri } from 'vscode';
import { writeTrainingFolder } from '../../support/trainingFolder';
import { until } from '../../support/until';
import { api, panelTab, photograph } from './support';

describe('"Train a Classifier from Folders…"', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'xception-training-'));

  after(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('looks at a folder in a process of its own, and shows what can be learnt from it', async () => {
    const xception = await api();
    const learnt = await writeTrainingFolder(folder);
    await commands.executeCommand('xception.train', Uri.file(folder));
    await until(() => panelTab() !== undefined);
    const { page, training } = xception.state;
    assert.equal(page, 'train');
    assert.equal(training?.problem, null);
    assert.deepEqual(
      training.survey?.classes.map(({ label, train }) => [label, train]),
      [
        ['cat', learnt],
        ['person', learnt],
        ['rocket', learnt],
      ],
    );
    assert.equal(training.usual.model, 'kitchenware');
    assert.ok(training.backbones.some(({ model }) => model === 'kitchenware'));
    assert.equal(training.defaults.linear.optimizer, 'lbfgs');
  });

  it('says why nothing can be learnt from a folder, in the panel', async () => {
    const xception = await api();
    const bare = mkdtempSync(path.join(folder, 'bare-'));
    await commands.executeCommand('xception.train', Uri.file(bare));
    const { training } = xception.state;
    assert.equal(training?.folder, bare);
    assert.equal(training.survey, null);
    assert.match(training.problem ?? '', /holds no pictures/);
  });

  it('takes no file for a folder', async () => {
    const xception = await api();
    const before = xception.state.training;
    await commands.executeCommand('xception.train', Uri.file(photograph('0000.jpg')));
    assert.deepEqual(xception.state.training, before);
  });
});
