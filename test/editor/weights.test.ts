import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { catalogue } from '../../src/model/weights/catalogue';
import { safetensorsFile } from '../weights/support/safetensorsFile';
import { allThemes } from './support/settings';
import { useEditor } from './support/useEditor';

const INSPECT = 'Inspect Weights File';
const sample = catalogue().find(({ id }) => id === 'kitchenware')!.file;
const float = new Uint8Array(Float32Array.of(1, -3, 0.5, 0).buffer);

describe('a weights file in the editor', function () {
  const editor = useEditor(this, {
    files: { 'kitchenware.keras': readFileSync(sample), 'broken.safetensors': 'This is no model.\n' },
  });

  it('is inspected from the explorer', async () => {
    const { explorer, webview, webviewErrors } = editor();
    await explorer.row('kitchenware.keras').waitFor();
    await (await explorer.contextMenu('kitchenware.keras')).pick(INSPECT);
    await webview.frame().getByRole('heading', { name: 'kitchenware.keras' }).waitFor();
    await webview.frame().getByText('All 238 variables of the network are there, in their shapes.').waitFor();
    await webview
      .frame()
      .getByRole('row', { name: /^block1_conv1_bn\/gamma float32 32 1 1 1 0 0 0/ })
      .waitFor();
    assert.deepEqual(webviewErrors, []);
  });

  for (const theme of allThemes) {
    it(`can be looked at in the theme ${theme}`, async () => {
      const { settings, webviewErrors } = editor();
      await settings.setTheme(theme);
      await editor().screenshot(`weights-${theme}`);
      assert.deepEqual(webviewErrors, []);
    });
  }

  it('has its table filtered, sorted and scrolled to the end', async () => {
    const { webview } = editor();
    const frame = webview.frame();
    await frame.getByRole('button', { name: 'Std', exact: true }).click();
    await frame.locator('th[aria-sort=descending]').waitFor();
    await frame.locator('.tensor-box').evaluate((box) => {
      box.scrollTop = box.scrollHeight;
    });
    await frame.locator('tr[aria-rowindex="239"]').waitFor();
    await frame.getByRole('searchbox', { name: 'Filter tensors' }).fill('dense_1');
    await frame.getByText('2 of 238 tensors').waitFor();
  });

  it('is used as the model', async () => {
    const { webview, sidebar } = editor();
    await webview.frame().getByRole('button', { name: 'Use This Model' }).click();
    await webview.frame().getByText('This model is in use.').waitFor();
    await sidebar.show('Xception');
    const row = sidebar.tree('Models').row('kitchenware.keras');
    await row.waitFor();
    assert.match(await row.innerText(), /in use/);
  });

  it('is copied as data', async () => {
    const { webview, page } = editor();
    await webview.frame().getByRole('button', { name: 'Copy as JSON' }).click();
    await webview.frame().getByRole('button', { name: 'Copied' }).waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal((JSON.parse(text) as { params: number }).params, 21_066_986);
  });

  it('that is broken says why, and is read again when it changes', async () => {
    const { explorer, webview, workspace, webviewErrors } = editor();
    await explorer.show();
    await (await explorer.contextMenu('broken.safetensors')).pick(INSPECT);
    const frame = webview.frame();
    await frame.getByRole('alert').getByText('is of no kind of model file that is known here').waitFor();
    await frame.getByRole('button', { name: 'Try again' }).click();
    await frame.getByRole('alert').waitFor();
    const tensor = { name: 'encoder.weight', dtype: 'F32', shape: [2, 2], data: float };
    writeFileSync(workspace.file('broken.safetensors'), safetensorsFile([tensor]));
    await frame.getByRole('row', { name: /encoder\.weight/ }).waitFor();
    await frame.getByText('It does not fit a network that can be run.').waitFor();
    assert.equal(await frame.getByRole('button', { name: 'Use This Model' }).isDisabled(), true);
    await editor().screenshot('weights-stranger');
    assert.deepEqual(webviewErrors, []);
  });

  it('comes back when the window is reloaded', async () => {
    await editor().reload();
    await editor().webview.frame().getByRole('heading', { name: 'broken.safetensors' }).waitFor();
  });
});
