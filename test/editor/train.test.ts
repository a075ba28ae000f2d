import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../support/paths';
import { writeTrainingFolder } from '../support/trainingFolder';
import { allThemes } from './support/settings';
import { useEditor } from './support/useEditor';

const TRAIN = 'Train a Classifier from Folders…';
/** As small as a part of a photograph: what is learnt here is little, and quickly. */
const SIDE = '96';

describe('training a classifier in the editor', function () {
  const editor = useEditor(this, {
    settings: { 'xception.model': 'kitchenware' },
    // The folder is there when the explorer looks; its pictures are written once they are made.
    files: { 'sights/about.txt': 'Parts of photographs.\n' },
  });

  before('writes the pictures', async () => {
    await writeTrainingFolder(editor().workspace.file('sights'));
  });

  it('begins with a folder in the explorer, whose pictures are counted', async () => {
    const { explorer, webview, webviewErrors } = editor();
    await explorer.row('sights').waitFor();
    await (await explorer.contextMenu('sights')).pick(TRAIN);
    await webview.frame().getByRole('heading', { name: 'Train on sights' }).waitFor();
    await webview.locator('.train-classes tbody tr').nth(2).waitFor();
    const rows = await webview.locator('.train-classes tbody tr').allInnerTexts();
    assert.deepEqual(
      rows.map((row) => row.trim()),
      ['cat\t10\t5', 'person\t10\t6', 'rocket\t10\t7'],
    );
    await webview.frame().getByText('Unreadable (1)').click();
    await webview.frame().getByText('train/cat/broken.jpg', { exact: true }).waitFor();
    await webview.frame().getByText('In no class’s folder (1)').waitFor();
    assert.deepEqual(webviewErrors, []);
  });

  it('says which number is none, before anything is asked', async () => {
    const { webview } = editor();
    await webview.frame().getByLabel('Input size').fill('32');
    await webview.frame().getByText('Input size is a whole number from 71 to 1024.').waitFor();
    assert.ok(await webview.frame().getByRole('button', { name: 'Train …' }).isDisabled());
    await webview.frame().getByLabel('Input size').fill(SIDE);
  });

  for (const theme of allThemes) {
    it(`can be looked at before, in the theme ${theme}`, async () => {
      const { settings, webviewErrors } = editor();
      await settings.setTheme(theme);
      await editor().screenshot(`train-folder-${theme}`);
      assert.deepEqual(webviewErrors, []);
    });
  }

  it('can be looked at where there is little room', async () => {
    const { page, settings, webview } = editor();
    await settings.setTheme('dark');
    await editor().palette.run('View: Toggle Primary Side Bar Visibility');
    for (const width of [380, 700]) {
      await page.setViewportSize({ width, height: 800 });
      await webview.frame().getByRole('button', { name: 'Train …' }).scrollIntoViewIfNeeded();
      await editor().screenshot(`train-options-${width}`);
      await webview.frame().getByRole('heading', { name: 'Train on sights' }).scrollIntoViewIfNeeded();
      await editor().screenshot(`train-folder-${width}`);
      const overflow = await webview
        .locator('html')
        .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
      assert.equal(overflow, 0, 'nothing is cut off at the side');
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await editor().palette.run('View: Toggle Primary Side Bar Visibility');
  });

  it('shows curves as it goes on, which are there again when the panel was hidden', async () => {
    const { webview, statusBar, explorer, webviewErrors } = editor();
    await webview.frame().getByLabel('Head').selectOption('mlp');
    await webview.frame().getByText('More options').click();
    // Without an end of its own: it is stopped by hand.
    await webview.frame().getByLabel('Epochs').fill('100000');
    await webview.frame().getByLabel('Early stopping').fill('100000');
    await beginTraining('sights.keras');
    await webview.locator('.chart-train[d*="L"]').nth(1).waitFor();
    await webview
      .frame()
      .getByText(/^Epoch \d+: on the pictures it learns from, loss/)
      .waitFor();
    await statusBar.item(/Xception: training, epoch/).waitFor();
    await explorer.select('notes.md');
    await statusBar.press(/Xception: training, epoch/);
    await webview.locator('.chart-train[d*="L"]').nth(1).waitFor();
    await editor().screenshot('train-running-dark');
    assert.deepEqual(webviewErrors, []);
  });

  it('is stopped with what is best, and tells how good it is', async () => {
    const { webview, workspace, webviewErrors } = editor();
    await webview.frame().getByRole('button', { name: 'Stop and keep best' }).click();
    await webview.frame().getByRole('heading', { name: 'Result' }).waitFor();
    await webview
      .frame()
      .getByText(/Stopped by hand after epoch \d+; epoch \d+ was kept\./)
      .waitFor();
    await webview
      .frame()
      .getByText(/95% interval .* on 18 pictures that it had not seen\./)
      .waitFor();
    assert.ok(statSync(workspace.file('sights.keras')).size > 10e6);
    assert.match(readFileSync(workspace.file('sights.card.md'), 'utf8'), /sights/);
    await webview.locator('.mistake img').first().waitFor();
    assert.deepEqual(webviewErrors, []);
  });

  for (const theme of allThemes) {
    it(`can be looked at afterwards, in the theme ${theme}`, async () => {
      const { settings, webview } = editor();
      await settings.setTheme(theme);
      await webview.frame().getByRole('heading', { name: 'Result' }).scrollIntoViewIfNeeded();
      await editor().screenshot(`train-result-${theme}`);
      await webview.frame().getByRole('heading', { name: 'Confusion matrix' }).scrollIntoViewIfNeeded();
      await webview.locator('.mistake').first().scrollIntoViewIfNeeded();
      await editor().screenshot(`train-mistakes-${theme}`);
    });
  }

  it('uses the model at once, and classifies with it', async () => {
    const { explorer, webview } = editor();
    await webview.frame().getByRole('button', { name: 'Use this model' }).click();
    await webview.frame().getByRole('button', { name: 'In use' }).waitFor();
    await (await explorer.contextMenu('cat.jpg')).pick('Classify with Xception');
    await webview.frame().getByRole('heading', { name: 'cat.jpg' }).waitFor();
    await webview.locator('.model-title, .results-title', { hasText: 'sights.keras' }).waitFor();
    await webview.locator('.predictions', { hasText: 'rocket' }).waitFor();
    await editor().screenshot('train-classified');
  });

  it('shows a mistake as the model sees it', async () => {
    const { webview } = editor();
    await webview.frame().getByRole('tab', { name: 'Train' }).click();
    await webview.locator('.mistake[title$="cat-3.jpg"]').click();
    await webview.frame().getByRole('heading', { name: 'cat-3.jpg' }).waitFor();
  });

  it('leaves nothing when it is killed, and tries again with the same options', async function () {
    if (process.platform !== 'linux') this.skip(); // there alone a process is found by what it runs
    const { webview, workspace } = editor();
    await webview.frame().getByRole('tab', { name: 'Train' }).click();
    await beginTraining('killed.keras');
    await webview.locator('.chart-train[d*="L"]').first().waitFor();
    process.kill(trainerPid(), 'SIGKILL');
    await webview
      .frame()
      .getByText(/The training was not finished: its process ended by SIGKILL/)
      .waitFor();
    await editor().screenshot('train-killed');
    assert.deepEqual(
      readdirSync(workspace.folder).filter((name) => name.includes('killed')),
      [],
    );
    await webview.frame().getByRole('button', { name: 'Try again' }).click();
    await webview.locator('.chart-train[d*="L"]').first().waitFor();
    await webview.locator('.train-stage', { hasText: /of 100\s000 at most/ }).waitFor();
    await webview.frame().getByRole('button', { name: 'Cancel' }).click();
    await webview.frame().getByRole('button', { name: 'Train …' }).waitFor();
    assert.ok(!existsSync(workspace.file('killed.keras')));
  });

  it('is there again after the window was reloaded', async () => {
    const { webview } = editor();
    await editor().reload();
    await webview.frame().getByRole('heading', { name: 'Train on sights' }).waitFor();
    await webview.locator('.train-classes tbody tr').nth(2).waitFor();
    assert.equal(await webview.frame().getByLabel('Input size').inputValue(), SIDE);
  });

  async function beginTraining(name: string): Promise<void> {
    const { page, quickPick, webview, workspace } = editor();
    await webview.frame().getByRole('button', { name: 'Train …' }).click();
    await quickPick.opened();
    await page.waitForFunction(() =>
      document.querySelector<HTMLInputElement>('.quick-input-box input')?.value.endsWith('.keras'),
    );
    await quickPick.answer(workspace.file(name));
    await webview.frame().getByRole('heading', { name: 'Training', exact: true }).waitFor();
  }
});

/** The one process that trains for the extension under test. */
function trainerPid(): number {
  const entry = path.join(projectRoot, 'dist', 'trainer.js');
  const pids = readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0').includes(entry);
    } catch {
      return false; // It has ended meanwhile.
    }
  });
  assert.equal(pids.length, 1, 'one process trains');
  return Number(pids[0]);
}
