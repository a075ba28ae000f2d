import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../src/model/cacheFolder';
import { useEditor } from './support/useEditor';

describe('in French', function () {
  const cup = readFileSync(path.join(cacheFolder(), 'models', 'kitchenware', 'photographs', '0000.jpg'));
  const editor = useEditor(this, {
    language: 'fr',
    settings: { 'xception.model': 'kitchenware' },
    files: { 'tasse.jpg': cup },
  });

  it('menus, panel, numbers and side bar speak it', async () => {
    const { explorer, webview, sidebar, webviewErrors } = editor();
    await (await explorer.contextMenu('tasse.jpg')).pick('Classer avec Xception');
    await webview.locator('.answer-best', { hasText: /^cup 100,0\s%/ }).waitFor();
    await webview.frame().getByRole('tab', { name: 'Résultats' }).waitFor();
    assert.equal(await webview.locator('html').getAttribute('lang'), 'fr');
    await sidebar.show('Xception');
    await sidebar.tree('Couches').row('Flux d’entrée').waitFor();
    await sidebar.tree('Résultats').row('cup').waitFor();
    await editor().screenshot('french');
    assert.deepEqual(webviewErrors, []);
  });
});
