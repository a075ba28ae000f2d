import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { commands, Uri, workspace, type CodeLens } from 'vscode';
import { api, photograph, withSetting } from './support';
import { until } from '../../support/until';

describe('results', () => {
  it('are shown by their number, whatever page was there', async () => {
    const xception = await api();
    await xception.useModel('kitchenware');
    const [cup] = await xception.classify([Uri.file(photograph('0000.jpg'))]);
    const [glass] = await xception.classify([Uri.file(photograph('0291.jpg'))]);
    assert.ok(cup && glass);
    await commands.executeCommand('xception.showLayers');
    await commands.executeCommand('xception.showResult', cup.id);
    assert.equal(xception.state.selected, cup.id);
    assert.equal(xception.state.page, 'results');
    await commands.executeCommand('xception.showResult', -1);
    assert.equal(xception.state.selected, cup.id, 'a result that is gone selects nothing else');
    await commands.executeCommand('xception.clearResults');
  });
});

describe('the setting for threads', () => {
  it('reaches TensorFlow with the next picture', async function () {
    if (process.platform !== 'linux') this.skip(); // there alone a process's environment can be read
    const xception = await api();
    await xception.useModel('kitchenware');
    const cup = [Uri.file(photograph('0000.jpg'))];
    const threads = async (): Promise<string | undefined> => {
      await xception.classify(cup);
      const environment = readFileSync(`/proc/${xception.inference.pid ?? ''}/environ`, 'utf8');
      return /(?:^|\0)TF_NUM_INTRAOP_THREADS=(\d+)/.exec(environment)?.[1];
    };
    const before = await threads();
    await withSetting('threads', 3, async () => {
      assert.equal(await threads(), '3');
    });
    await until(() => xception.inference.state !== 'busy');
    assert.equal(await threads(), before);
    await commands.executeCommand('xception.clearResults');
  });
});

describe('an Xception in Python', () => {
  it('has lenses, whose command shows that network and refuses what is none', async () => {
    const xception = await api();
    const content = 'x = Xception(input_shape=(96, 128, 3), classes=7)\n';
    const document = await workspace.openTextDocument({ language: 'python', content });
    const lenses = async (): Promise<readonly CodeLens[]> =>
      commands.executeCommand<readonly CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
    const [lens] = await lenses();
    assert.ok(lens?.command);
    assert.equal(lens.range.start.line, 0);
    await commands.executeCommand(
      lens.command.command,
      ...((lens.command.arguments ?? []) as readonly unknown[]),
    );
    const { table, page } = xception.state;
    assert.deepEqual(table, { network: 'paper', height: 96, width: 128, classes: 7, includeTop: true });
    assert.equal(page, 'layers');
    await commands.executeCommand('xception.showNetwork', { height: 'many', network: 'vgg', classes: 5 });
    assert.deepEqual(xception.state.table, { ...table, height: 299, width: 299, classes: 5 });
    void commands.executeCommand('xception.showNetwork', { height: 7, width: 7 });
    await withSetting('codeLens', false, async () => {
      assert.deepEqual(await lenses(), []);
    });
    assert.equal(xception.state.table.height, 299, 'what is refused changes nothing');
  });
});
