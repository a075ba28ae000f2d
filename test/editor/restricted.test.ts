import assert from 'node:assert/strict';
import { useEditor } from './support/useEditor';

describe('in Restricted Mode', function () {
  const editor = useEditor(this, { restricted: true });

  it('views say why they are empty and how to go on, and the layers are there', async () => {
    const { page, sidebar } = editor();
    await sidebar.show('Xception');
    const welcome = page.locator('.sidebar .welcome-view:visible');
    await welcome.filter({ hasText: /Pictures are not read in Restricted Mode/ }).waitFor();
    await welcome.filter({ hasText: /Models are not run in Restricted Mode/ }).waitFor();
    assert.equal(await welcome.getByRole('button', { name: 'Manage Workspace Trust' }).count(), 2);
    await sidebar.tree('Layers').row('Entry flow').waitFor();
    await editor().screenshot('restricted');
  });

  it('a picture is not read, and the reason is told', async () => {
    const { explorer, notifications } = editor();
    await explorer.show();
    await (await explorer.contextMenu('cat.jpg')).pick('Classify with Xception');
    await notifications.message(/Restricted Mode, where Xception runs no model and reads no picture/);
  });

  it('the layer table is shown', async () => {
    const { palette, webview } = editor();
    await palette.run('Xception: Show Layer Table');
    await webview.frame().getByRole('treegrid').waitFor();
  });
});
