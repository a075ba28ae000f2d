import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { useEditor } from './support/useEditor';

describe('exporting a model', function () {
  const editor = useEditor(this, { settings: { 'xception.model': 'untrained:paper' } });

  it('asks for a format and a name, writes it, and says where it lies', async () => {
    const { page, sidebar, quickPick, notifications, workspace } = editor();
    await sidebar.show('Xception');
    const menu = await sidebar.tree('Models').contextMenu('Untrained: paper');
    await menu.pick('Export Model…');
    await quickPick.opened();
    assert.deepEqual(await quickPick.labels(), [
      'Keras 3 archive',
      'Keras HDF5',
      'safetensors',
      'TensorFlow.js layers model',
      'TensorFlow SavedModel',
      'ONNX',
    ]);
    await editor().screenshot('export-formats');
    await quickPick.pick('ONNX');
    await page.waitForFunction(() =>
      document
        .querySelector<HTMLInputElement>('.quick-input-box input')
        ?.value.endsWith('untrained-paper.onnx'),
    );
    await editor().screenshot('export-save');
    await page.keyboard.press('Enter');
    const told = await notifications.message(/Exported untrained-paper\.onnx \(ONNX, 91\.7 MB\)\./);
    await editor().screenshot('export-done');
    assert.match(told, /Exported/);
    const file = path.join(workspace.folder, 'untrained-paper.onnx');
    assert.ok(existsSync(file), file);
    assert.ok(statSync(file).size > 90e6);
  });
});
