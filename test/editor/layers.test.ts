import assert from 'node:assert/strict';
import { allThemes } from './support/settings';
import { useEditor } from './support/useEditor';

describe('the layers of a network', function () {
  const editor = useEditor(this);

  it('are a tree in the side bar', async () => {
    const { sidebar } = editor();
    await sidebar.show('Xception');
    const tree = sidebar.tree('Layers');
    await tree.row('Entry flow').waitFor();
    assert.deepEqual(await tree.labels(), ['Input', 'Entry flow', 'Middle flow', 'Exit flow', 'Head']);
    await tree.expand('Entry flow');
    await tree.row('Conv-A 3').waitFor();
  });

  it('are a table in the panel', async () => {
    const { palette, webview, tabs } = editor();
    await palette.run('Xception: Show Layer Table');
    await webview.frame().getByRole('treegrid').waitFor();
    await webview
      .frame()
      .getByRole('row', { name: /block1_conv1\b/ })
      .waitFor();
    assert.deepEqual(await tabs.titles(), ['Xception']);
  });

  for (const theme of allThemes) {
    it(`can be looked at in the theme ${theme}`, async () => {
      const { settings, webview, webviewErrors } = editor();
      await settings.setTheme(theme);
      const sameColour = await webview
        .locator('body')
        .evaluate((body) => getComputedStyle(body).color === getComputedStyle(body).backgroundColor);
      assert.equal(sameColour, false);
      await editor().screenshot(`layers-${theme}`);
      assert.deepEqual(webviewErrors, []);
    });
  }

  it('are there again when the window is reloaded', async () => {
    await editor().reload();
    await editor().webview.frame().getByRole('treegrid').waitFor();
  });
});
