import assert from 'node:assert/strict';
import { variantFiles, variants } from '../support/variants';
import { useEditor } from './support/useEditor';

const FIND_SIMILAR = 'Find Similar Images';

describe('similar images', function () {
  const editor = useEditor(this, {
    settings: { 'xception.model': 'kitchenware' },
    files: async () => {
      const [, mug = new Uint8Array()] = await variants('cup', 40);
      return {
        ...(await variantFiles('cups', 'cup', 6)),
        ...(await variantFiles('plates', 'plate', 6)),
        'mug.jpg': mug,
      };
    },
  });

  it('are listed for a picture, most alike first, and the one that is chosen opens', async () => {
    const { explorer, quickPick, page } = editor();
    await (await explorer.contextMenu('mug.jpg')).pick(FIND_SIMILAR);
    await page.getByText('Pictures most like mug.jpg').waitFor();
    await editor().screenshot('similar-images');
    const labels = await quickPick.labels();
    assert.ok(labels.length > 6, labels.join('\n'));
    assert.ok(
      labels.slice(0, 6).every((label) => label.startsWith('cup-')),
      labels.join('\n'),
    );
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: labels[0] ?? '' }).waitFor();
  });
});
