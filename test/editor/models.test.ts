import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { catalogue } from '../../src/model/weights/catalogue';
import { KERAS_IMAGENET } from '../../src/model/weights/kerasImagenet';
import { FileServer, stall } from '../download/support/fileServer';
import { allThemes } from './support/settings';
import { useEditor } from './support/useEditor';

const IMAGENET = 'ImageNet (weights of Keras)';

/** Before any suite, since all share an editor that has its environment from this process: nothing is downloaded from elsewhere. */
let mirror: FileServer;
before(async () => {
  mirror = await FileServer.start(Buffer.alloc(KERAS_IMAGENET.bytes));
  process.env['XCEPTION_MIRROR'] = mirror.origin;
});
after(async () => {
  delete process.env['XCEPTION_MIRROR'];
  await mirror.stop();
});

describe('the models in the side bar', function () {
  const editor = useEditor(this, {
    settings: { 'xception.model': 'untrained:paper', 'files.exclude': { hidden: true } },
    files: { 'models/cats.h5': 'not read before it is used', 'hidden/dogs.h5': '' },
  });
  const tree = (): ReturnType<ReturnType<typeof editor>['sidebar']['tree']> =>
    editor().sidebar.tree('Models');
  const description = (label: string): Promise<string> =>
    tree().row(label).locator('.label-description').innerText();

  it('are the known ones, those of the workspace, and those to study', async () => {
    const { sidebar } = editor();
    await sidebar.show('Xception');
    await tree().row('cats.h5').waitFor();
    assert.deepEqual(await tree().labels(), [
      'Kitchenware (sample model)',
      IMAGENET,
      'ImageNet backbone (weights of Keras)',
      'In This Workspace',
      'cats.h5',
      'Untrained: paper',
      'Untrained: article',
      'Untrained: pytorch',
    ]);
    assert.match(await description('Kitchenware (sample model)'), /^paper · 6 classes · \d+\.\d MB$/);
    assert.match(await description('Untrained: paper'), /^in use · to study/);
  });

  it('offer what can be done with each', async () => {
    const file = ['Inspect', 'Compare Models…', 'Reveal File'];
    const remove = 'Remove from This Machine…';
    for (const [label, offered, missing] of [
      ['cats.h5', file, ['Download', remove, 'Remove from List']],
      ['Kitchenware (sample model)', [...file, remove], ['Download', 'Remove from List']],
      ['Untrained: article', [], [...file, remove, 'Download']],
    ] as const) {
      const menu = await tree().contextMenu(label);
      const titles = await menu.titles();
      await menu.close();
      for (const title of ['Use This Model', ...offered])
        assert.ok(titles.includes(title), `${label}: ${title}`);
      for (const title of missing) assert.ok(!titles.includes(title), `${label}: ${title}`);
    }
  });

  it('are used by a click, and a file is in the list from then on', async () => {
    await tree().row('cats.h5').click();
    await tree().row('cats.h5').locator('.label-description', { hasText: 'in use' }).waitFor();
    assert.ok(!(await tree().labels()).includes('In This Workspace'));
    const menu = await tree().contextMenu('cats.h5');
    assert.ok((await menu.titles()).includes('Remove from List'));
    await menu.close();
    await tree().row('Untrained: paper').click();
    await tree().row('Untrained: paper').locator('.label-description', { hasText: 'in use' }).waitFor();
  });

  it('are not removed without a question', async () => {
    const { page } = editor();
    await (await tree().contextMenu('Kitchenware (sample model)')).pick('Remove from This Machine…');
    const dialog = page.getByRole('dialog', {
      name: /Remove "Kitchenware \(sample model\)" from this machine\?/,
    });
    await dialog.waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.match(await description('Kitchenware (sample model)'), /MB$/);
  });

  it('are downloaded after a question, with progress, and can be cancelled', async function () {
    const { page, notifications } = editor();
    const { folder = '' } = catalogue().find(({ id }) => id === 'imagenet') ?? {};
    // What the user of this machine has fetched is left alone.
    if (existsSync(folder) && readdirSync(folder).length > 0) this.skip();
    await tree().row(IMAGENET).click();
    const dialog = page.getByRole('dialog', { name: /Download "ImageNet \(weights of Keras\)"\?/ });
    await dialog.waitFor();
    const text = await dialog.innerText();
    assert.match(text, /91\.9 MB from http:\/\/127\.0\.0\.1:\d+\/xception_weights_\w+\.h5/);
    assert.match(text, /MIT license/);
    await editor().screenshot('models-download');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(mirror.requests.length, 0);

    mirror.script.push(mirror.part(KERAS_IMAGENET.bytes / 2, stall));
    await (await tree().contextMenu(IMAGENET)).pick('Download');
    await dialog.getByRole('button', { name: 'Download', exact: true }).click();
    const progress = notifications.toast(/Downloading ImageNet \(weights of Keras\): 45\.\d MB of 91\.9 MB/);
    await progress.waitFor();
    await editor().screenshot('models-progress');
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await progress.waitFor({ state: 'detached' });

    // The rest comes, and is not what Keras publishes.
    await (await tree().contextMenu(IMAGENET)).pick('Download');
    await dialog.getByRole('button', { name: 'Download', exact: true }).click();
    const message = await notifications.message(/is not the published file/);
    assert.match(message, new RegExp(KERAS_IMAGENET.md5));
    assert.match(mirror.requests[1]?.range ?? '', /^bytes=\d+-$/);
    assert.deepEqual(readdirSync(folder), []);
    await notifications.clear();
    assert.equal(await description(IMAGENET), '91.9 MB to download · paper · 1000 classes');
  });

  it('tell what they are once they have been used', async () => {
    const { explorer, sidebar, webview } = editor();
    await sidebar.show('Explorer');
    await (await explorer.contextMenu('rocket.jpg')).pick('Classify with Xception');
    await webview.locator('.answer-best').waitFor();
    await sidebar.show('Xception');
    await tree().row('Untrained: paper').locator('.label-description', { hasText: '1000 classes' }).waitFor();
    assert.equal(await description('Untrained: paper'), 'in use · to study · paper · 1000 classes');
  });

  for (const theme of allThemes) {
    it(`can be looked at in the theme ${theme}`, async () => {
      const { settings, page, webviewErrors } = editor();
      await settings.setTheme(theme);
      await tree().row(IMAGENET).hover();
      const hover = page.locator('.monaco-hover', { hasText: '0a58e3b7378bc2990ea3b43d5981f1f6' });
      await hover.first().waitFor();
      await editor().screenshot(`models-${theme}`);
      await page.mouse.move(640, 400);
      await hover.first().waitFor({ state: 'hidden' });
      assert.deepEqual(webviewErrors, []);
    });
  }
});
