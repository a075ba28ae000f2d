import assert from 'node:assert/strict';
import { commands, window, workspace } from 'vscode';
import { api, extension, panelTab } from './support';
import { until } from '../../support/until';

interface ContributedCommands {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

describe('the activated extension', () => {
  it('has registered every command that it contributes', async () => {
    await api();
    const registered = new Set(await commands.getCommands(true));
    const manifest = extension().packageJSON as ContributedCommands;
    for (const { command } of manifest.contributes.commands) assert.ok(registered.has(command), command);
  });

  it('has started no process and shows nothing', async () => {
    const { inference, state } = await api();
    assert.deepEqual(inference, { state: 'stopped', pid: undefined });
    assert.deepEqual(state.entries, []);
    assert.equal(state.run, null);
    assert.equal(panelTab(), undefined);
  });

  it('tells the structure of the networks without a process', async () => {
    const { summary } = await api();
    assert.equal(summary('paper').totals.params, 22_910_480);
    assert.equal(summary('article').totals.params, 60_011_272);
    assert.equal(summary('pytorch').totals.params, 60_059_560);
    assert.deepEqual(summary('paper', { input: { height: 150, width: 200 } }).layers[0]?.outputShape, [
      null,
      150,
      200,
      3,
    ]);
    assert.throws(() => summary('paper', { input: { height: 70, width: 70 } }), { code: 'input-size' });
    assert.equal((await api()).inference.state, 'stopped');
  });

  it('has the settings that it reads, with their defaults', () => {
    const section = workspace.getConfiguration('xception');
    assert.deepEqual(
      ['model', 'topK', 'resize', 'fit', 'idleMinutes', 'threads', 'explorerMenu', 'codeLens'].map((name) =>
        section.get(name),
      ),
      ['', 5, 'auto', 'auto', 5, 0, true, true],
    );
  });

  it('has taken the restoring of its panel upon itself', () => {
    // VS Code accepts one serializer for a type of panel; were there none, this would succeed.
    assert.throws(
      () =>
        window.registerWebviewPanelSerializer('xception.panel', {
          deserializeWebviewPanel: () => Promise.resolve(),
        }),
      /already registered/i,
    );
  });

  it('shows the layer table in its panel', async () => {
    await commands.executeCommand('xception.showLayers');
    await until(() => panelTab() !== undefined);
    assert.equal(panelTab()?.label, 'Xception');
    assert.equal((await api()).state.page, 'layers');
    assert.equal((await api()).inference.state, 'stopped');
    await window.tabGroups.close(panelTab()!);
    await commands.executeCommand('xception.showPanel');
    await until(() => panelTab()?.isActive === true);
  });
});
