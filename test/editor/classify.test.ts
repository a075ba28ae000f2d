import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../src/model/cacheFolder';
import { allThemes } from './support/settings';
import { useEditor } from './support/useEditor';

const CLASSIFY = 'Classify with Xception';

describe('classifying from the explorer', function () {
  const cup = readFileSync(path.join(cacheFolder(), 'models', 'kitchenware', 'photographs', '0000.jpg'));
  const editor = useEditor(this, {
    settings: { 'xception.model': 'kitchenware' },
    files: { 'cup.jpg': cup },
  });

  it('is offered for a picture and for no other file', async () => {
    const { explorer } = editor();
    const ofNotes = await explorer.contextMenu('notes.md');
    assert.ok(!(await ofNotes.titles()).includes(CLASSIFY));
    await ofNotes.close();
    const ofPicture = await explorer.contextMenu('cup.jpg');
    assert.ok((await ofPicture.titles()).includes(CLASSIFY));
    await ofPicture.close();
  });

  it('shows the answer beside the picture', async () => {
    const { explorer, webview, webviewErrors } = editor();
    await (await explorer.contextMenu('cup.jpg')).pick(CLASSIFY);
    await webview.frame().getByRole('heading', { name: 'cup.jpg' }).waitFor();
    await webview.locator('.answer-best', { hasText: /^cup 100\.0%/ }).waitFor();
    const picture = webview.frame().getByRole('img', { name: 'cup.jpg', exact: true });
    await picture.waitFor();
    assert.ok(
      await picture.evaluate((image: HTMLImageElement) => image.naturalWidth > 0),
      'the picture is drawn',
    );
    assert.deepEqual(webviewErrors, []);
  });

  it('takes the pictures of a selection and says which one cannot be read', async () => {
    const { explorer, webview, webviewErrors } = editor();
    await explorer.select('cup.jpg', 'broken.png', 'notes.md', 'rocket.jpg');
    await (await explorer.contextMenu('rocket.jpg')).pick(CLASSIFY);
    const entries = webview.frame().getByRole('grid', { name: 'Pictures' }).locator('.entry');
    await entries.nth(2).locator('.number').first().waitFor();
    assert.deepEqual(await entries.locator('.entry-name').allInnerTexts(), [
      'cup.jpg',
      'broken.png',
      'rocket.jpg',
    ]);
    assert.match(await entries.nth(1).innerText(), /broken\.png" is not a picture/);
    assert.deepEqual(webviewErrors, []);
  });

  for (const theme of allThemes) {
    it(`can be looked at in the theme ${theme}`, async () => {
      const { settings, webview, webviewErrors } = editor();
      await webview
        .frame()
        .getByRole('row', { name: /cup\.jpg/ })
        .first()
        .click();
      await settings.setTheme(theme);
      await webview.frame().getByRole('img', { name: 'What the network saw' }).waitFor();
      await editor().screenshot(`results-${theme}`);
      assert.deepEqual(webviewErrors, []);
    });
  }

  it('keeps the results when the window is reloaded', async () => {
    const { webview } = editor();
    await editor().reload();
    const entries = webview.frame().getByRole('grid', { name: 'Pictures' }).locator('.entry');
    await entries.nth(2).waitFor();
    assert.deepEqual(await entries.locator('.entry-name').allInnerTexts(), [
      'cup.jpg',
      'broken.png',
      'rocket.jpg',
    ]);
  });
});
