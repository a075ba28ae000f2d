import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../src/model/cacheFolder';
import { projectRoot } from '../support/paths';
import { allThemes } from './support/settings';
import { useEditor } from './support/useEditor';

const CLASSIFY = 'Classify Folder with Xception';

/** A photograph that came with the sample network, by its number. */
function photograph(name: string): Uint8Array {
  return readFileSync(path.join(cacheFolder(), 'models', 'kitchenware', 'photographs', name));
}

describe('the results of many pictures', function () {
  const files = Object.fromEntries(
    ['0000.jpg', '0291.jpg'].flatMap((name, kind) =>
      Array.from({ length: 9 }, (_, copy) => [`photos/${kind}-${copy}.jpg`, photograph(name)]),
    ),
  );
  const editor = useEditor(this, { settings: { 'xception.model': 'kitchenware' }, files });

  it('can be looked at as a gallery', async () => {
    const { explorer, webview, webviewErrors } = editor();
    await (await explorer.contextMenu('photos')).pick(CLASSIFY);
    await webview.locator('.entry .number').first().waitFor();
    await webview.locator('.run').waitFor({ state: 'hidden' });
    await webview.frame().getByRole('button', { name: 'Gallery' }).click();
    await webview.locator('.tile img').nth(17).waitFor();
    assert.equal(await webview.locator('.tile').count(), 18);
    await editor().screenshot('gallery-open');
    assert.deepEqual(webviewErrors, []);
  });

  it('are browsed with the keyboard alone', async () => {
    const { page, webview } = editor();
    await webview.frame().getByRole('button', { name: 'Gallery' }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await webview.frame().getByRole('heading', { name: '0-1.jpg' }).waitFor();
    await webview.locator('.detail-pane:focus').waitFor();
    await page.keyboard.press('Escape');
    await webview.locator('.tile:focus .tile-name', { hasText: '0-1.jpg' }).waitFor();
    await page.keyboard.press('Escape');
    await webview.locator('.detail-pane').waitFor({ state: 'detached' });
  });

  it('are a tree in the side bar, whose click shows the detail', async () => {
    const { sidebar, webview } = editor();
    await sidebar.show('Xception');
    const tree = sidebar.tree('Results');
    await tree.row('cup').waitFor();
    assert.deepEqual(await tree.labels(), ['cup', 'glass']);
    await tree.expand('glass');
    await tree.row('1-3.jpg').click();
    await webview.frame().getByRole('heading', { name: '1-3.jpg' }).waitFor();
    await webview.locator('.tile[aria-selected="true"] .tile-name', { hasText: '1-3.jpg' }).waitFor();
    await editor().screenshot('results-tree');
  });

  it('are found, ordered and written to a file', async () => {
    const { page, webview, notifications, workspace } = editor();
    await webview.frame().getByLabel('Best label', { exact: true }).selectOption('glass');
    await webview.frame().getByLabel('Order by').selectOption('name');
    await webview.locator('.results-count', { hasText: '9 of 18 pictures' }).waitFor();
    await webview.frame().getByRole('button', { name: 'Export CSV' }).click();
    await page.waitForFunction(() =>
      document
        .querySelector<HTMLInputElement>('.quick-input-box input')
        ?.value.endsWith('xception-results.csv'),
    );
    await page.keyboard.press('Enter');
    await notifications.message(/9 results are written to xception-results\.csv\./);
    const lines = readFileSync(workspace.file('xception-results.csv'), 'utf8').trim().split('\n');
    assert.equal(lines.length, 10);
    assert.match(lines[1] ?? '', /1-0\.jpg,Kitchenware.*,glass,\d,[01]\.\d+,/);
  });

  it('get another model’s answer beside the first', async () => {
    const { webview, quickPick, sidebar } = editor();
    await webview.frame().getByRole('button', { name: 'Try another model …' }).click();
    await quickPick.opened();
    await quickPick.answer('Runs at once');
    await webview.locator('.results-count', { hasText: '9 of 19 pictures' }).waitFor();
    await webview.frame().getByLabel('Best label', { exact: true }).selectOption('');
    await webview.locator('.banner-warning').first().waitFor();
    assert.equal((await sidebar.tree('Results').labels()).length > 2, true, 'the tree has a label more');
  });

  for (const theme of allThemes) {
    it(`can be looked at in the theme ${theme}`, async () => {
      const { settings, webview, webviewErrors } = editor();
      await settings.setTheme(theme);
      await webview.locator('.tile img').first().waitFor();
      await editor().screenshot(`gallery-${theme}`);
      assert.deepEqual(webviewErrors, []);
    });
  }

  it('fit a narrow and a very wide window', async () => {
    const { page, webview } = editor();
    for (const [width, height] of [
      [640, 900],
      [3840, 2160],
    ] as const) {
      await page.setViewportSize({ width, height });
      await webview.locator('.tile').first().waitFor();
      const overflow = await webview.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
      assert.ok(overflow <= 0, `${overflow} pixels too wide at ${width}`);
      await editor().screenshot(`gallery-${width}`);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('scroll without a gap, ten thousand of them', async () => {
    const { webview } = editor();
    await webview.locator('.tile').first().waitFor();
    await webview.locator('body').evaluate(showMany, 10_000);
    await webview.locator('.results-count', { hasText: /10.000 pictures/ }).waitFor();
    const { frames, gaps, mostTiles } = await webview.locator('.virtual-list').evaluate(scrollThrough);
    assert.ok(frames > 100, `${frames} frames`);
    assert.equal(gaps, 0, `${gaps} of ${frames} frames showed a place without its picture`);
    assert.ok(mostTiles < 300, `${mostTiles} tiles in the document`);
    await editor().screenshot('gallery-many');
  });

  it('are a gallery again when the window is reloaded', async () => {
    const { webview } = editor();
    await webview.frame().getByLabel('Order by').selectOption('margin');
    await editor().reload();
    await webview.locator('.tile').nth(3).waitFor();
    assert.equal(await webview.frame().getByLabel('Order by').inputValue(), 'margin');
  });
});

describe('the results of the sample photographs', function () {
  const samples = path.join(projectRoot, 'media', 'samples');
  const files = Object.fromEntries(
    ['astronaut.jpg', 'cat.jpg', 'coffee-cup.jpg', 'rocket.jpg'].map((name) => [
      `samples/${name}`,
      readFileSync(path.join(samples, name)),
    ]),
  );
  const editor = useEditor(this, { settings: { 'xception.model': 'kitchenware' }, files });

  it('stand in the documentation', async () => {
    const { explorer, page, settings, sidebar, webview } = editor();
    await settings.setTheme('dark');
    await (await explorer.contextMenu('samples')).pick(CLASSIFY);
    await webview.locator('.entry', { hasText: 'coffee-cup.jpg' }).click();
    await webview.frame().getByRole('img', { name: 'What the network saw' }).waitFor();
    await page.mouse.move(0, 0);
    await editor().screenshot('results-samples');
    await webview.frame().getByRole('button', { name: 'Gallery' }).click();
    await webview.locator('.tile img').nth(3).waitFor();
    await webview.frame().getByRole('img', { name: 'What the network saw' }).waitFor();
    await sidebar.show('Xception');
    await sidebar.tree('Results').row('cup').waitFor();
    await page.mouse.move(0, 0);
    await editor().screenshot('gallery-samples');
  });
});

/** Runs in the panel: gives it many results at once, as the extension would. */
function showMany(_body: Element, length: number): void {
  const entries = Array.from({ length }, (_, index) => ({
    id: 1_000_000 + index,
    file: `/many/${index}.jpg`,
    name: `${index}.jpg`,
    folder: 'many',
    model: 'kitchenware',
    result: {
      file: `/many/${index}.jpg`,
      predictions: [{ index: 0, label: 'cup', probability: (index % 100) / 100 }],
      input: { width: 150, height: 150, resize: 'nearest', crop: 'stretch' },
      timings: { decode: 1, preprocess: 1, inference: 1 },
      picture: { width: 10, height: 10 },
      entropy: 0.1,
    },
  }));
  const table = { network: 'paper', height: 299, width: 299, classes: 1000, includeTop: true };
  const state = { page: 'results', entries, models: {}, selected: null, run: null, problem: null, table };
  const rest = { layer: null, activeModel: null, compared: null, evaluated: null, only: null };
  const data = { rpc: 'call', id: 1_000_000, method: 'setState', params: { ...state, ...rest } };
  window.dispatchEvent(new MessageEvent('message', { data }));
}

/** Runs in the panel: scrolls down in large and uneven steps, and looks in every frame whether pictures are in sight. */
async function scrollThrough(
  list: Element,
): Promise<{ readonly frames: number; readonly gaps: number; readonly mostTiles: number }> {
  const box = list.getBoundingClientRect();
  const columns = Number(list.getAttribute('aria-colcount'));
  const rows = Number(list.getAttribute('aria-rowcount'));
  const rowHeight = list.scrollHeight / rows;
  let [frames, gaps, mostTiles] = [0, 0, 0];
  for (let row = 0; row < rows - 10; row += 1 + (frames % 9) * 2) {
    list.scrollTop = row * rowHeight;
    // The scroll event comes before a frame's callbacks, and these before it is painted.
    await new Promise((resolve) => requestAnimationFrame(resolve));
    frames++;
    for (const down of [0.1, 0.5, 0.9]) {
      for (let column = 0; column < columns; column++) {
        const x = box.left + ((column + 0.5) * list.clientWidth) / columns;
        const hit = document.elementFromPoint(x, box.top + down * box.height);
        if (!hit?.closest('.tile, .gallery-row')) gaps++;
      }
    }
    mostTiles = Math.max(mostTiles, document.querySelectorAll('.tile').length);
  }
  return { frames, gaps, mostTiles };
}
