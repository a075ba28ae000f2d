import assert from 'node:assert/strict';
import { variantFiles } from '../support/variants';
import { allThemes } from './support/settings';
import { useEditor } from './support/useEditor';

describe('the map of a folder’s pictures', function () {
  const COPIES = 20;
  const editor = useEditor(this, {
    settings: { 'xception.model': 'kitchenware' },
    files: async () => ({
      ...(await variantFiles('photos/cup', 'cup', COPIES)),
      ...(await variantFiles('photos/plate', 'plate', COPIES)),
      // Glasses in a folder of forks: mistakes.
      ...(await variantFiles('photos/fork', 'glass', 5)),
    }),
  });

  it('is drawn for a folder that was classified', async () => {
    const { explorer, palette, webview, webviewErrors } = editor();
    await (await explorer.contextMenu('photos')).pick('Classify Folder with Xception');
    await webview.locator('.results-count', { hasText: `${2 * COPIES + 5} pictures` }).waitFor();
    await webview.locator('.run').waitFor({ state: 'hidden' });
    await palette.run('Xception: Show Map of Pictures');
    await webview.locator('.map-group').first().waitFor();
    const legend = await webview.locator('.map-group').allInnerTexts();
    assert.deepEqual(
      legend.map((line) => line.replace(/\s+/g, ' ').trim()),
      ['cup 20', 'plate 20', 'fork 5'],
    );
    await editor().screenshot('map');
    assert.deepEqual(webviewErrors, []);
  });

  it('tells which picture lies beneath the pointer, and lassos', async () => {
    const { page, webview } = editor();
    const box = await webview.locator('.map-canvas').boundingBox();
    assert.ok(box);
    const { x, y, width, height } = box;
    // From end to end until there is a point: where it lies is the layout's own.
    for (let step = 0; step < 400; step++) {
      if ((await webview.locator('.map-card').count()) > 0) break;
      await page.mouse.move(
        x + ((step % 20) + 0.5) * (width / 20),
        y + (Math.floor(step / 20) + 0.5) * (height / 20),
      );
    }
    await webview.locator('.map-card img').waitFor();
    await editor().screenshot('map-hover');
    await page.keyboard.down('Shift');
    const corners = [
      [0.01, 0.01],
      [0.99, 0.01],
      [0.99, 0.99],
      [0.01, 0.99],
    ] as const;
    for (const [index, [cx, cy]] of corners.entries()) {
      await page.mouse.move(x + cx * width, y + cy * height, { steps: 4 });
      if (index === 0) await page.mouse.down();
    }
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await webview.locator('.map-chosen h2', { hasText: `Chosen pictures: ${2 * COPIES + 5}` }).waitFor();
  });

  for (const theme of allThemes) {
    it(`can be read in the theme ${theme}`, async () => {
      const { settings, webview, webviewErrors } = editor();
      await settings.setTheme(theme);
      await webview.locator('.map-group', { hasText: 'fork' }).click();
      await webview.locator('.map-chosen .mistake img').first().waitFor();
      await editor().screenshot(`map-${theme}`);
      assert.deepEqual(webviewErrors, []);
    });
  }

  it('fits into a narrow panel', async () => {
    const { page, webview } = editor();
    await page.setViewportSize({ width: 640, height: 900 });
    const overflow = await webview.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
    assert.ok(overflow <= 0, `${overflow} pixels too wide`);
    await editor().screenshot('map-narrow');
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('shows in the gallery what was chosen', async () => {
    const { webview } = editor();
    await webview.frame().getByRole('button', { name: 'Show in gallery' }).click();
    await webview.locator('.results-only', { hasText: 'Chosen on the map' }).waitFor();
    await webview.locator('.tile').first().waitFor();
    assert.equal(await webview.locator('.tile').count(), 5);
  });
});
