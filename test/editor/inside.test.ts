import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../src/model/cacheFolder';
import { useEditor } from './support/useEditor';

const SECTIONS = ['Where it looked', 'Activations', 'What changes it', 'Time per layer'];
const LOOK_INSIDE = 'Look Inside with Xception';

describe('looking inside from the explorer', function () {
  const cup = readFileSync(path.join(cacheFolder(), 'models', 'kitchenware', 'photographs', '0000.jpg'));
  const plate = readFileSync(path.join(cacheFolder(), 'models', 'kitchenware', 'photographs', '0004.jpg'));
  const editor = useEditor(this, {
    settings: { 'xception.model': 'kitchenware' },
    files: { 'cup.jpg': cup, 'plate.jpg': plate },
  });

  it('classifies the picture and shows where the network looked', async () => {
    const { explorer, webview, webviewErrors } = editor();
    await (await explorer.contextMenu('cup.jpg')).pick(LOOK_INSIDE);
    const map = webview.frame().getByRole('img', { name: 'Where the network looked in cup.jpg' });
    await map.waitFor();
    await webview
      .locator('.answer-note', { hasText: /^What speaks for cup \(100\.0%\), by Grad-CAM at/ })
      .waitFor();
    const size = await map.evaluate(async (image: HTMLImageElement) => {
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    });
    const picture = webview.frame().getByRole('img', { name: 'cup.jpg', exact: true });
    await picture.waitFor();
    assert.deepEqual(
      await picture.evaluate(async (image: HTMLImageElement) => {
        await image.decode();
        return [image.naturalWidth, image.naturalHeight];
      }),
      size,
      'the map covers the picture',
    );
    assert.deepEqual(webviewErrors, []);
  });

  it('tests the map', async () => {
    const { webview } = editor();
    await webview.frame().getByRole('button', { name: 'Test the map' }).click();
    await webview
      .locator('.deletion', { hasText: /^Hiding the 20% that it marks lowers cup from 100\.0% to / })
      .waitFor();
  });

  it('scrubs through the layers and enlarges a map', async () => {
    const { webview, webviewErrors } = editor();
    await webview.frame().getByRole('tab', { name: 'Activations' }).click();
    const sheet = webview.frame().getByRole('img', { name: /^Feature maps of block1_conv1,/ });
    await sheet.waitFor();
    await webview.frame().getByRole('slider', { name: 'Layer' }).press('ArrowRight');
    await webview.frame().getByRole('button', { name: 'Next layer' }).click();
    const next = webview.frame().getByRole('img', { name: /^Feature maps of block1_conv1_act,/ });
    await next.waitFor();
    assert.ok(
      await next.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth > 99)),
    );
    await webview.locator('.sheet-cell').nth(2).click();
    await webview
      .frame()
      .getByRole('img', { name: /^Map \d+ of block1_conv1_act/ })
      .waitFor();
    await webview.locator('.facts', { hasText: /Dead channels\d+ of 32/ }).waitFor();
    assert.deepEqual(webviewErrors, []);
  });

  it('goes to the very last layer, whose numbers are bars', async () => {
    const { webview } = editor();
    await webview.frame().getByRole('slider', { name: 'Layer' }).press('End');
    await webview.locator('.scrubber', { hasText: /136 of 136/ }).waitFor();
    await webview.locator('.vector-line').first().waitFor();
    assert.equal(await webview.locator('.vector-line').count(), 6);
    assert.match(await webview.locator('.vector-line').first().innerText(), /^cup\s+\d+\.\d+$/);
  });

  it('tries the picture in several forms', async () => {
    const { webview, webviewErrors } = editor();
    await webview.frame().getByRole('tab', { name: 'What changes it' }).click();
    await webview.frame().getByRole('img', { name: 'What the network saw: 60°' }).waitFor();
    const cup = webview.frame().getByRole('row', { name: /^cup/ });
    assert.equal(await cup.getByRole('cell').nth(4).innerText(), '100.0%');
    await webview.frame().getByRole('slider', { name: 'Brightness' }).press('ArrowLeft');
    await webview.locator('.variant-table th[aria-current]', { hasText: '× 0.95' }).waitFor();
    await webview.frame().getByRole('img', { name: 'What the network saw: × 0.2' }).waitFor();
    assert.deepEqual(webviewErrors, []);
  });

  it('measures the time of each layer', async () => {
    const { webview, webviewErrors } = editor();
    await webview.frame().getByRole('tab', { name: 'Time per layer' }).click();
    await webview.frame().getByRole('button', { name: 'Measure', exact: true }).click();
    await webview
      .frame()
      .getByRole('row', { name: /^block14_sepconv2_act/ })
      .waitFor();
    await webview.frame().getByRole('columnheader', { name: 'Share' }).getByRole('button').click();
    assert.match(await webview.locator('.time-table tbody th').first().innerText(), /conv/);
    assert.deepEqual(webviewErrors, []);
  });

  it('puts another picture and another model beside it, in one scale of colours', async () => {
    const { explorer, webview, webviewErrors } = editor();
    await (await explorer.contextMenu('plate.jpg')).pick(LOOK_INSIDE);
    await webview.locator('.inside-header', { hasText: /^plate\.jpg/ }).waitFor();
    await webview.frame().getByRole('tab', { name: 'Where it looked' }).click();
    await webview.locator('.answer-note', { hasText: /^What speaks for plate/ }).waitFor();
    await webview.frame().getByRole('combobox', { name: 'Compare with' }).selectOption('cup.jpg');
    await webview.locator('.answer-note', { hasText: /^What speaks for cup/ }).waitFor();
    await webview.locator('.looks:not(:has(.steps-bar))').waitFor();
    const scales = webview.locator('.scale');
    await webview.locator('.scale + .looks').waitFor();
    assert.equal(await scales.count(), 1);
    const shared = Number((await scales.innerText()).split(/\s+/)[1]);
    await webview.frame().getByRole('checkbox', { name: 'One colour scale' }).uncheck();
    await webview.locator('.look .scale').nth(1).waitFor();
    const own = (await scales.allInnerTexts()).map((shown) => Number(shown.split(/\s+/)[1]));
    assert.equal(shared, Math.max(...own));
    await webview.frame().getByRole('checkbox', { name: 'One colour scale' }).check();
    await webview.frame().getByRole('combobox', { name: 'Other model' }).selectOption('untrained:paper');
    await webview.locator('.look-title', { hasText: /untrained/i }).waitFor();
    await webview.locator('.looks:not(:has(.steps-bar))').waitFor();
    await webview.locator('.look .bars').nth(1).waitFor();
    await editor().screenshot('inside-compare');
    assert.deepEqual(webviewErrors, []);
  });

  for (const theme of ['dark', 'light'] as const) {
    it(`can be looked at in the theme ${theme}`, async () => {
      const { settings, webview, webviewErrors } = editor();
      await settings.setTheme(theme);
      for (const section of SECTIONS) {
        await webview.frame().getByRole('tab', { name: section }).click();
        await webview
          .locator('.look-map, .sheet-cell, .vector-line, .variant-seen img, .time-actions')
          .first()
          .waitFor();
        await webview.locator('.steps-bar').waitFor({ state: 'detached' });
        await editor().screenshot(`inside-${section.replace(/\W+/g, '-').toLowerCase()}-${theme}`);
      }
      assert.deepEqual(webviewErrors, []);
    });
  }
});
