import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { catalogue } from '../../src/model/weights/catalogue';
import { safetensorsFile } from '../weights/support/safetensorsFile';
import { timmKeys } from '../weights/support/timmKeys';
import { allThemes } from './support/settings';
import { useEditor } from './support/useEditor';

const sample = catalogue().find(({ id }) => id === 'kitchenware')!.file;
const timm = timmKeys().map(([name, shape]) => {
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1)).fill(0.5);
  return { name, dtype: 'F32', shape, data: new Uint8Array(values.buffer) };
});

describe('the comparison of networks and models', function () {
  const editor = useEditor(this, {
    files: { 'fine.keras': readFileSync(sample), 'timm.safetensors': safetensorsFile(timm) },
  });

  it('shows two networks side by side', async () => {
    const { palette, webview, webviewErrors } = editor();
    await palette.run('Xception: Compare Networks');
    const frame = webview.frame();
    await frame.getByRole('row', { name: /block5_sepconv1 .*other form.* separable_conv2d_6/ }).waitFor();
    await frame.getByText('input channels: 728 → 1456, bias: no → yes').first().waitFor();
    assert.deepEqual(webviewErrors, []);
  });

  for (const theme of allThemes) {
    it(`shows them in the theme ${theme}`, async () => {
      const { settings, webviewErrors } = editor();
      await settings.setTheme(theme);
      await editor().screenshot(`compare-networks-${theme}`);
      assert.deepEqual(webviewErrors, []);
    });
  }

  it('selects a layer with the keyboard', async () => {
    const { webview, page } = editor();
    const frame = webview.frame();
    await frame.getByRole('button', { name: 'separable_conv2d_6', exact: true }).focus();
    await page.keyboard.press('Enter');
    await frame.locator('tr.is-selected').getByText('separable_conv2d_6').waitFor();
  });

  it('shows one network at two sizes', async () => {
    const frame = editor().webview.frame();
    await frame.getByRole('combobox', { name: 'Second network' }).selectOption('paper');
    await frame.getByRole('spinbutton', { name: 'Input of network 2' }).fill('150');
    await frame.getByText('output size: 149×149 → 74×74').first().waitFor();
  });

  it('compares two models of the workspace, from the view', async () => {
    const { sidebar, quickPick, webview, webviewErrors } = editor();
    await sidebar.show('Xception');
    const tree = sidebar.tree('Models');
    await tree.row('fine.keras').waitFor();
    await (await tree.contextMenu('fine.keras')).pick('Compare Models…');
    await quickPick.pick('timm.safetensors');
    const frame = webview.frame();
    await frame.getByText(/234 tensors compared, 0 of them the same/).waitFor();
    await frame.getByRole('row', { name: /^block1_conv1 kernel/ }).waitFor();
    assert.deepEqual(webviewErrors, []);
  });

  for (const theme of allThemes) {
    it(`shows the weights in the theme ${theme}`, async () => {
      const { settings, webviewErrors } = editor();
      await settings.setTheme(theme);
      await editor().screenshot(`compare-weights-${theme}`);
      assert.deepEqual(webviewErrors, []);
    });
  }

  it('finds that a file is like itself', async () => {
    const { palette, quickPick, webview } = editor();
    await palette.run('Xception: Compare Models…');
    await quickPick.pick('fine.keras');
    await quickPick.pick('Kitchenware (sample model)');
    await webview
      .frame()
      .getByText(/238 tensors compared, 238 of them the same/)
      .waitFor();
  });

  it('is there again when the window is reloaded', async () => {
    await editor().reload();
    await editor()
      .webview.frame()
      .getByText(/238 tensors compared, 238 of them the same/)
      .waitFor();
  });
});
