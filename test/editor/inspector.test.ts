import assert from 'node:assert/strict';
import { allThemes } from './support/settings';
import { useEditor } from './support/useEditor';

describe('a selected layer', function () {
  const editor = useEditor(this, { settings: { 'xception.model': 'kitchenware' } });

  it('is shown with what it does and its weights when it is clicked in the tree', async () => {
    const { sidebar, webview, webviewErrors } = editor();
    await sidebar.show('Xception');
    const tree = sidebar.tree('Layers');
    await tree.expand('Entry flow');
    await tree.expand('Stem');
    await tree.row('block1_conv1').click();
    await webview.frame().getByRole('heading', { name: 'block1_conv1', exact: true }).waitFor();
    await webview.locator('.inspector', { hasText: 'each of 32 filters looks at 3 × 3 places' }).waitFor();
    await webview.locator('.code-lines', { hasText: 'nn.Conv2d(3, 32, 3, stride=2, bias=False)' }).waitFor();
    const kernels = webview.frame().getByRole('img', { name: '32 kernels of block1_conv1/kernel' });
    await kernels.waitFor();
    assert.ok(
      await kernels.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth > 99)),
    );
    await webview
      .frame()
      .getByRole('row', { name: /^block1_conv1 /, selected: true })
      .waitFor();
    assert.deepEqual(webviewErrors, []);
  });

  it('is selected in the table by the keyboard alone, and marked in the tree', async () => {
    const { page, sidebar, webview } = editor();
    const row = webview.frame().getByRole('row', { name: /^block1_conv1 /, selected: true });
    await row.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await webview.frame().getByRole('heading', { name: 'block1_conv1_bn', exact: true }).waitFor();
    await webview.locator('.layer-tensor', { hasText: 'gamma' }).waitFor();
    const marked = sidebar.tree('Layers').row('block1_conv1_bn');
    await marked.and(page.locator('.selected')).waitFor();
    assert.equal(
      await webview.locator('tr:focus th').innerText(),
      'block1_conv1_bn',
      'the focus stays in the table',
    );
  });

  it('is followed to the layers before and after, which the table scrolls to', async () => {
    const { webview } = editor();
    await webview.locator('.trace-stage', { hasText: 'Block B' }).click();
    await webview.frame().getByRole('heading', { name: 'add_10', exact: true }).waitFor();
    const row = webview.locator('tr[data-layer="add_10"]');
    const inside = await row.evaluate((element) => {
      const box = element.closest('.treegrid-box')?.getBoundingClientRect();
      const { top, bottom } = element.getBoundingClientRect();
      return box !== undefined && top >= box.top && bottom <= box.bottom;
    });
    assert.ok(inside, 'the row is in sight');
    await webview.locator('.layer-links').getByRole('button', { name: 'block12_sepconv3_bn' }).click();
    await webview.frame().getByRole('heading', { name: 'block12_sepconv3_bn', exact: true }).waitFor();
  });

  it('is found by what it costs, in the tree as in the table', async () => {
    const { palette, page, sidebar, webview, quickPick } = editor();
    await palette.run('Xception: Filter Layers…');
    await quickPick.opened();
    await page.keyboard.type('type:sepconv macs>many');
    await page.locator('.quick-input-message', { hasText: '"macs>many" needs a number' }).waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('type:sepconv macs>400M');
    await page.keyboard.press('Enter');
    const tree = sidebar.tree('Layers');
    await tree.row('block4_sepconv2').waitFor();
    assert.deepEqual(
      (await tree.labels()).filter((label) => label.includes('_')),
      ['block4_sepconv2'],
    );
    await palette.run('Xception: Show All Layers');
    await tree.row('block12_sepconv3_bn').and(page.locator('.selected')).waitFor();

    const filter = webview.frame().getByRole('searchbox', { name: 'Filter layers' });
    await filter.fill('type:sepconv macs>350M');
    await webview.locator('tfoot', { hasText: '3 of 134 layers' }).waitFor();
    await webview.frame().getByText('Copy table', { exact: true }).click();
    await webview.frame().getByRole('button', { name: 'LaTeX' }).click();
    await webview.locator('.copy-menu', { hasText: 'Copied' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /^\\begin\{tabular\}/);
    await filter.fill('');
  });

  it('shows what was asked for in its help and in its columns', async () => {
    const { page, webview } = editor();
    await webview.frame().getByText('Columns', { exact: true }).click();
    await webview.frame().getByRole('checkbox', { name: 'Block' }).check();
    await webview.frame().getByRole('columnheader', { name: 'Block' }).waitFor();
    await editor().screenshot('layers-columns');
    await page.keyboard.press('Escape');
    await webview.frame().getByRole('checkbox', { name: 'Block' }).waitFor({ state: 'hidden' });
    await webview.locator('[data-focus="layers-help"]').click();
    const help = webview.locator('.popover-body', { hasText: 'quotes keep spaces' });
    await help.waitFor();
    assert.ok(
      (await help.evaluate((body) => body.getBoundingClientRect().left)) >= 0,
      'all of it is in sight',
    );
    await editor().screenshot('layers-help');
    await page.keyboard.press('Escape');
  });

  it('is there again when the window is reloaded', async () => {
    await editor().reload();
    const { webview } = editor();
    await webview.frame().getByRole('heading', { name: 'block12_sepconv3_bn', exact: true }).waitFor();
    await webview.frame().getByRole('columnheader', { name: 'Block' }).waitFor();
    await webview.locator('.layer-tensor', { hasText: 'variance' }).waitFor();
  });

  for (const theme of allThemes) {
    it(`can be looked at in the theme ${theme}`, async () => {
      const { settings, webview, webviewErrors } = editor();
      await settings.setTheme(theme);
      await webview.locator('.trace-stage').first().click();
      await webview.locator('.layer-links').getByRole('button', { name: 'block1_conv1_bn' }).click();
      await webview
        .locator('.layer-links')
        .getByRole('button', { name: 'block1_conv1', exact: true })
        .click();
      await webview.locator('.kernels img').waitFor();
      await editor().screenshot(`inspector-${theme}`);
      assert.deepEqual(webviewErrors, []);
    });
  }

  it('stands beneath the table in a narrow window, and nothing is wider than it', async () => {
    const { page, palette, webview } = editor();
    await palette.run('View: Toggle Primary Side Bar Visibility');
    for (const [width, height] of [
      [380, 800],
      [3840, 2160],
    ] as const) {
      await page.setViewportSize({ width, height });
      await webview.locator('.inspector h2').waitFor();
      await editor().screenshot(`inspector-${width}`);
      const overflow = await webview.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
      assert.ok(overflow <= 0, `${overflow} px too wide at ${width}`);
    }
  });
});
