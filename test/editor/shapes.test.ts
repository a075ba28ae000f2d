import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { allThemes } from './support/settings';
import { useEditor } from './support/useEditor';

describe('the shapes of a network', function () {
  const editor = useEditor(this);

  it('are drawn in the panel', async () => {
    const { palette, webview, webviewErrors } = editor();
    await palette.run('Xception: Show Shapes');
    await webview
      .frame()
      .getByRole('listbox', { name: /Shapes of The paper's network/ })
      .waitFor();
    await webview
      .frame()
      .getByRole('option', { name: /^Block B, 19 × 19 × 728/ })
      .waitFor();
    assert.deepEqual(webviewErrors, []);
  });

  it('follow a slider, and another network', async () => {
    const { webview } = editor();
    const frame = webview.frame();
    await frame.getByRole('slider', { name: 'Input' }).fill('512');
    await frame.getByRole('option', { name: 'Input, 512 × 512 × 3' }).waitFor();
    await frame.getByRole('combobox', { name: 'Network' }).selectOption('article');
    await frame.getByRole('option', { name: /^Block B, 32 × 32 × 7280/ }).waitFor();
    await frame.getByRole('combobox', { name: 'Detail' }).selectOption('blocks');
    assert.equal(await frame.getByRole('option', { name: /^Conv-B/ }).count(), 8);
  });

  for (const theme of allThemes) {
    it(`can be looked at in the theme ${theme}`, async () => {
      const { settings, webviewErrors } = editor();
      await settings.setTheme(theme);
      await editor().screenshot(`shapes-${theme}`);
      assert.deepEqual(webviewErrors, []);
    });
  }

  it('are gone through with the keyboard, and selected', async () => {
    const { webview, page } = editor();
    const frame = webview.frame();
    await frame.getByRole('option', { name: /^Input/ }).focus();
    for (const key of ['End', 'Home', 'ArrowRight', 'ArrowRight', 'ArrowRight'])
      await page.keyboard.press(key);
    await frame.getByRole('heading', { name: 'Conv-A 1' }).waitFor();
    await page.keyboard.press('Enter');
    await frame.getByRole('option', { name: /^Conv-A 1/, selected: true }).waitFor();
  });

  it('are saved as SVG and as PNG', async () => {
    const { webview, page, workspace, notifications } = editor();
    const file = (kind: string): string => `xception-article-512x512.${kind}`;
    for (const [kind, button] of [
      ['svg', 'Save as SVG …'],
      ['png', 'Save as PNG …'],
    ] as const) {
      await webview.frame().getByRole('button', { name: button }).click();
      // The box takes no answer before it has looked at the folder.
      await page.waitForFunction(
        (name) => document.querySelector<HTMLInputElement>('.quick-input-box input')?.value.endsWith(name),
        file(kind),
      );
      await page.keyboard.press('Enter');
      await notifications.toast(`${file(kind)} is written.`).waitFor();
    }
    const svg = readFileSync(workspace.file(file('svg')));
    const { width, height } = await sharp(svg).metadata();
    const png = await sharp(readFileSync(workspace.file(file('png')))).metadata();
    assert.deepEqual([png.format, png.width, png.height], ['png', 2 * width, 2 * height]);
    // Drawn by another program than the editor, it must still be a drawing in colours.
    const { channels } = await sharp(svg).stats();
    assert.ok(channels.slice(0, 3).every(({ stdev }) => stdev > 5));
    assert.doesNotMatch(svg.toString(), /var\(|color-mix|color\(/);
  });

  it('can be looked at where there is little room, and much', async () => {
    const { page, webview } = editor();
    for (const [width, height] of [
      [680, 800],
      [3840, 2160],
    ] as const) {
      await page.setViewportSize({ width, height });
      const wide = await webview.locator('main').evaluate((main) => main.scrollWidth <= main.clientWidth + 1);
      assert.ok(wide, `nothing but the drawing scrolls sideways at ${width}`);
      await editor().screenshot(`shapes-${width}`);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('are there again when the window is reloaded', async () => {
    await editor().reload();
    const frame = editor().webview.frame();
    await frame.getByRole('option', { name: /^Conv-A 1/, selected: true }).waitFor();
    await frame.getByRole('option', { name: 'Input, 512 × 512 × 3' }).waitFor();
  });
});
