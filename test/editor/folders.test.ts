import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { until } from '../support/until';
import { variantFiles, variants } from '../support/variants';
import { allThemes } from './support/settings';
import { useEditor } from './support/useEditor';

const CLASSIFY_FOLDER = 'Classify Folder with Xception';
const EVALUATE_FOLDER = 'Evaluate Folder';

describe('a folder of pictures', function () {
  const COPIES = 60;
  const editor = useEditor(this, {
    settings: { 'xception.model': 'kitchenware', 'files.exclude': { '**/hidden': true } },
    files: async () => ({
      'photos/broken.png': 'no picture',
      'photos/hidden/cup.jpg': 'not looked at',
      ...(await variantFiles('photos/cup', 'cup', COPIES)),
      ...(await variantFiles('photos/Plates', 'plate', COPIES)),
      // Glasses in a folder of forks: mistakes.
      ...(await variantFiles('photos/fork', 'glass', 5)),
    }),
  });

  const TOTAL = 2 * COPIES + 5 + 1;

  it('is classified, rests, goes on and is cancelled; what is done stays', async () => {
    const { explorer, webview } = editor();
    await (await explorer.contextMenu('photos')).pick(CLASSIFY_FOLDER);
    await webview.locator('.entry .number').first().waitFor();
    await webview.frame().getByRole('button', { name: 'Pause' }).click();
    await webview.locator('.run-activity', { hasText: 'Paused: photos' }).waitFor();
    await editor().screenshot('folder-paused');
    await webview.frame().getByRole('button', { name: 'Resume' }).click();
    await webview.locator('.run-activity', { hasText: 'Classifying photos' }).waitFor();
    await webview.locator('.run').getByRole('button', { name: 'Cancel' }).click();
    await webview.locator('.run').waitFor({ state: 'hidden' });
    const done = await webview.locator('.results-count').innerText();
    assert.match(done, /^\d+ pictures$/);
    assert.ok(Number.parseInt(done) < TOTAL, done);
  });

  it('goes on where it stopped, and tells at the end what could not be read', async () => {
    const { explorer, webview, notifications } = editor();
    await (await explorer.contextMenu('photos')).pick(CLASSIFY_FOLDER);
    const told = await notifications.message(/Classified pictures/);
    assert.equal(told, `Classified pictures: ${TOTAL - 1}. Not classified: 1 (1 not readable as a picture).`);
    await webview.locator('.results-count', { hasText: `${TOTAL} pictures` }).waitFor();
    await notifications.clear();
  });

  it('is there again when the window is reloaded, every picture once', async () => {
    const { webview, sidebar } = editor();
    await editor().reload();
    await webview.locator('.results-count', { hasText: `${TOTAL} pictures` }).waitFor();
    await sidebar.show('Xception');
    const tree = sidebar.tree('Results');
    await tree.row('cup').waitFor();
    assert.equal((await tree.labels()).at(-1), 'Could not be classified: not readable as a picture');
  });

  it('is judged by the names of its folders', async () => {
    const { explorer, webview, webviewErrors } = editor();
    await explorer.show();
    await (await explorer.contextMenu('photos')).pick(EVALUATE_FOLDER);
    await webview.locator('.confusion td.is-wrong').first().waitFor();
    const facts = await webview.locator('.evaluate .fact').allInnerTexts();
    assert.match(facts[0] ?? '', /Pictures judged\s+125/);
    const labels = webview.locator('.evaluate-labels tbody tr');
    assert.match(await labels.filter({ hasText: 'Plates' }).innerText(), /Plates\s+plate \(plural\)/);
    await webview.locator('.mistake img').first().waitFor();
    await editor().screenshot('evaluate');
    assert.deepEqual(webviewErrors, []);
  });

  it('shows the pictures of a cell of the confusion matrix', async () => {
    const { webview } = editor();
    await webview.locator('.confusion td.is-wrong[title^="fork taken for glass"]').click();
    await webview.locator('.results-only', { hasText: 'fork taken for glass' }).waitFor();
    await webview.locator('.tile').first().waitFor();
    assert.equal(await webview.locator('.tile').count(), 5);
    await editor().screenshot('evaluate-cell');
    await webview.frame().getByRole('button', { name: 'Show all' }).click();
    await webview.locator('.results-count', { hasText: `${TOTAL} pictures` }).waitFor();
  });

  it('is judged anew when a label is given other classes', async () => {
    const { webview } = editor();
    await webview.frame().getByRole('tab', { name: 'Evaluate' }).click();
    await webview.frame().getByRole('button', { name: 'Edit the classes of fork' }).click();
    await webview.frame().getByLabel('Classes that fork stands for').fill('glass');
    await webview.frame().getByRole('button', { name: 'Save', exact: true }).click();
    await webview.locator('.fact', { hasText: /Top-1 accuracy\s*100/ }).waitFor();
  });

  it('has a report that needs nothing else', async () => {
    const { page, webview, notifications, workspace } = editor();
    await webview.frame().getByRole('button', { name: 'HTML' }).click();
    await page.waitForFunction(() =>
      document.querySelector<HTMLInputElement>('.quick-input-box input')?.value.endsWith('evaluation.html'),
    );
    await page.keyboard.press('Enter');
    await notifications.message(/xception-evaluation\.html is written\./);
    const report = readFileSync(workspace.file('xception-evaluation.html'), 'utf8');
    assert.match(report, /<dt>Top-1 accuracy<\/dt>\s*<dd>100\.0%<\/dd>/);
    await notifications.clear();
  });

  for (const theme of allThemes) {
    it(`can be judged in the theme ${theme}`, async () => {
      const { settings, webview, webviewErrors } = editor();
      await settings.setTheme(theme);
      await webview.locator('.confusion td').first().waitFor();
      await editor().screenshot(`evaluate-${theme}`);
      assert.deepEqual(webviewErrors, []);
    });
  }

  it('can be judged in a narrow panel', async () => {
    const { page, webview } = editor();
    await page.setViewportSize({ width: 640, height: 900 });
    await webview.locator('.confusion td').first().waitFor();
    const overflow = await webview.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
    assert.ok(overflow <= 0, `${overflow} pixels too wide`);
    await editor().screenshot('evaluate-narrow');
    await page.setViewportSize({ width: 1280, height: 800 });
  });
});

describe('a folder whose window is closed in the middle', function () {
  const COPIES = 300;
  const editor = useEditor(this, {
    settings: { 'xception.model': 'kitchenware' },
    files: () => variantFiles('many', 'cup', COPIES),
  });

  it('is offered to go on, loses nothing, and blames no picture', async () => {
    const { explorer, webview, notifications, sidebar } = editor();
    await (await explorer.contextMenu('many')).pick(CLASSIFY_FOLDER);
    await webview.locator('.entry .number').first().waitFor();
    await editor().reload();
    const told = await notifications.message(/was interrupted/);
    const [, done] = /interrupted: (\d+) of 300 pictures are done/.exec(told) ?? [];
    assert.ok(Number(done) > 0 && Number(done) < COPIES, told);
    await webview.locator('.results-count', { hasText: `${done} pictures` }).waitFor();
    await notifications.press(/was interrupted/, 'Resume');
    await webview.locator('.run').waitFor();
    await webview.locator('.run').waitFor({ state: 'hidden' });
    await webview.locator('.results-count', { hasText: `${COPIES} pictures` }).waitFor();
    await sidebar.show('Xception');
    await sidebar.tree('Results').row('cup').waitFor();
    assert.deepEqual(await sidebar.tree('Results').labels(), ['cup']);
  });
});

describe('pictures that arrive in a folder', function () {
  const editor = useEditor(this, {
    settings: { 'xception.model': 'kitchenware' },
    files: { 'inbox/README.txt': 'Pictures come here.' },
  });

  it('are classified once they are complete', async () => {
    const { explorer, webview, workspace, notifications, palette } = editor();
    await (await explorer.contextMenu('inbox')).pick('Classify New Pictures of Folder');
    await notifications.message('Pictures are classified as they arrive in inbox.');
    const [first, second] = await variants('cup', 2);
    assert.ok(first && second);
    writeFileSync(workspace.file('inbox/a.jpg'), first);
    writeFileSync(workspace.file('inbox/b.jpg'), second);
    await palette.run('Xception: Show Panel');
    await webview.locator('.entry', { hasText: 'a.jpg' }).locator('.number').first().waitFor();
    await webview.locator('.entry', { hasText: 'b.jpg' }).locator('.number').first().waitFor();
  });
});

describe('sorting pictures by label', function () {
  const editor = useEditor(this, {
    settings: { 'xception.model': 'kitchenware' },
    files: async () => ({
      ...(await variantFiles('mixed', 'cup', 3)),
      ...(await variantFiles('mixed', 'glass', 2)),
      // The place of one is taken.
      'mixed/cup/cup-001.jpg': 'somebody else’s',
    }),
  });

  it('shows first what it would do, does it, and overwrites nothing', async () => {
    const { explorer, page, quickPick, notifications, workspace } = editor();
    await (await explorer.contextMenu('mixed')).pick('Sort Pictures into Folders by Label…');
    await quickPick.item('Move').waitFor();
    await quickPick.pick('Move');
    await quickPick.answer('50');
    const question = page.locator('.monaco-dialog-box', { hasText: 'Move 4 pictures into folders?' });
    await question.waitFor();
    await editor().screenshot('sort-question');
    await question.getByRole('button', { name: 'Choose One by One …' }).click();
    await page.getByRole('button', { name: 'Apply' }).waitFor();
    for (const box of await page
      .locator('.bulk-edit-panel .monaco-list-row input, .bulk-edit-panel .monaco-list-row .monaco-checkbox')
      .all())
      await box.click();
    await editor().screenshot('sort-preview');
    assert.ok(existsSync(workspace.file('mixed/cup-000.jpg')), 'nothing is moved before it is confirmed');
    await page.getByRole('button', { name: 'Apply' }).click();
    await notifications.message(/Pictures moved: 4\. Left, since a file of their name is there already: 1\./);
    assert.ok(existsSync(workspace.file('mixed/cup/cup-000.jpg')));
    assert.ok(existsSync(workspace.file('mixed/glass/glass-001.jpg')));
    assert.ok(existsSync(workspace.file('mixed/cup-001.jpg')));
    assert.equal(readFileSync(workspace.file('mixed/cup/cup-001.jpg'), 'utf8'), 'somebody else’s');
  });

  it('takes the results along, and is undone by a button', async () => {
    const { webview, notifications, workspace } = editor();
    await webview.locator('.entry', { hasText: 'cup-000.jpg' }).getByText('mixed/cup').waitFor();
    await notifications.press(/Pictures moved: 4\./, 'Undo');
    await until(() => existsSync(workspace.file('mixed/cup-000.jpg')));
    await until(() => !existsSync(workspace.file('mixed/glass')));
    assert.equal(readFileSync(workspace.file('mixed/cup/cup-001.jpg'), 'utf8'), 'somebody else’s');
  });
});
