import assert from 'node:assert/strict';
import { useEditor } from './support/useEditor';

const MODEL = `import keras

base = keras.applications.Xception(
    weights=None,
    include_top=False,
    input_shape=(150, 150, 3),
)
small = keras.applications.Xception(input_shape=(32, 32, 3))
`;

describe('an Xception in a Python file', function () {
  const editor = useEditor(this, { files: { 'model.py': MODEL } });

  it('has a line above it that shows the layers of that very network', async () => {
    const { explorer, page, webview } = editor();
    await explorer.row('model.py').dblclick();
    const lenses = page.locator('.codelens-decoration a', { hasText: 'Show Layers' });
    await lenses.nth(1).waitFor({ timeout: 60_000 });
    // While the editor draws them anew there are none for a moment: only that there is no third one can be asked at once.
    assert.equal(await lenses.nth(2).count(), 0);
    await editor().screenshot('code-lens');
    await lenses.first().click();
    await webview.frame().getByRole('treegrid').waitFor();
    assert.equal(await webview.frame().getByLabel('Height').inputValue(), '150');
    assert.equal(await webview.frame().getByLabel('Include top').isChecked(), false);
  });

  it('says why when no network is made so', async () => {
    const { explorer, page, notifications } = editor();
    await explorer.row('model.py').click();
    await page.locator('.codelens-decoration a', { hasText: 'Show Layers' }).nth(1).click();
    await notifications.message(/71/);
  });

  it('has none when the setting says so', async () => {
    const { page, settings } = editor();
    settings.update({ 'xception.codeLens': false });
    await page.locator('.codelens-decoration a').first().waitFor({ state: 'hidden' });
  });
});

describe('the walkthrough', function () {
  const editor = useEditor(this);

  it('has its four steps, each with a drawing', async () => {
    const { page, palette, quickPick } = editor();
    await palette.knows('Xception: Show Panel');
    await palette.run('Welcome: Open Walkthrough...');
    await quickPick.opened();
    await quickPick.pick('Get Started with Xception');
    const steps = page.locator('.getting-started-step .step-title');
    await steps.nth(3).waitFor();
    assert.deepEqual(await steps.allInnerTexts(), [
      'Choose a model',
      'Classify a photograph',
      'Look inside',
      'Study the layers',
    ]);
    await page.setViewportSize({ width: 1700, height: 900 });
    for (const [step, drawn] of [
      ['Study the layers', 'svg rect[width="62"]'],
      ['Look inside', 'svg radialGradient'],
      ['Classify a photograph', 'svg text:text("plate")'],
      ['Choose a model', 'svg text:text("kitchenware")'],
    ] as const) {
      await page.locator('.getting-started-step', { hasText: step }).click();
      const media = page.locator('iframe.webview.ready:visible').contentFrame().frameLocator('#active-frame');
      await media.locator(drawn).waitFor({ state: 'attached' });
      await editor().screenshot(`walkthrough-${step.split(' ')[0]?.toLowerCase() ?? ''}`);
    }
  });
});

describe('the menu of a picture', function () {
  const editor = useEditor(this, { settings: { 'xception.explorerMenu': false } });

  it('has nothing of Xception when the setting says so', async () => {
    const menu = await editor().explorer.contextMenu('cat.jpg');
    const titles = await menu.titles();
    assert.ok(titles.length > 3);
    assert.deepEqual(
      titles.filter((title) => title.includes('Xception')),
      [],
    );
    await menu.close();
  });
});
