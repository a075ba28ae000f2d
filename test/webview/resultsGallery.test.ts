import assert from 'node:assert/strict';
import { usePanels, type TestPanel } from './support/panels';
import { classification, entries, entry, kitchenware, panelState } from './support/states';

/** What an earlier visit chose. */
const GALLERY = { choices: { 'results-view': 'gallery' } };

/** A document without layout is as wide as its window, 1024 pixels, and its letters are 13 pixels high: seven tiles. */
const COLUMNS = 7;

function tileNames(panel: TestPanel): readonly string[] {
  return panel.all('.tile-name').map((name) => name.textContent);
}

async function choose(panel: TestPanel, label: string, value: string): Promise<void> {
  await panel.type(`[aria-label="${label}"]`, value);
}

describe('the gallery of results', () => {
  const open = usePanels();

  it('takes the place of the list on demand, and is remembered', async () => {
    const state = panelState({ entries: entries(5) });
    const panel = await open({ state });
    await panel.until('the list shows', () => panel.all('.entry').length === 5);
    assert.equal(panel.button('List').getAttribute('aria-pressed'), 'true');
    await panel.click(panel.button('Gallery'));
    assert.deepEqual(tileNames(panel), ['cup-1.jpg', 'cup-2.jpg', 'cup-3.jpg', 'cup-4.jpg', 'cup-5.jpg']);
    assert.equal(panel.all('.entry').length, 0);
    assert.equal(panel.all('.detail-pane').length, 0, 'nothing is selected, so all room is the gallery’s');
    const { stored } = panel;
    await panel.close();
    const again = await open({ state, stored });
    await again.until('the gallery is back', () => again.all('.tile').length === 5);
  });

  it('shows the best label, its probability and the measures of each picture', async () => {
    const unsure = entry(2, { result: classification(kitchenware, [0.4, 0.35, 0.25]) });
    const broken = entry(3, {
      result: { file: '/x.png', error: { code: 'image-unreadable', message: 'It ends early.' } },
    });
    const panel = await open({ state: panelState({ entries: [entry(1), unsure, broken] }), stored: GALLERY });
    await panel.until('tiles show', () => panel.all('.tile').length === 3);
    const texts = panel.all('.tile').map((tile) => tile.textContent);
    assert.equal(texts[0], 'cup-1.jpgcup97.0%margin 95.0 pp entropy 0.15');
    assert.match(texts[1] ?? '', /cupThe model is unsure40\.0%/);
    assert.match(texts[2] ?? '', /Could not be classified/);
    assert.equal(panel.find('.tile-failure').title, 'It ends early.');
  });

  it('is browsed with the keyboard alone: arrows, Space, Enter into the detail, Escape back', async () => {
    const panel = await open({ state: panelState({ entries: entries(20) }), stored: GALLERY });
    await panel.until('tiles show', () => panel.all('.tile').length === 20);
    const focused = (): string | undefined =>
      panel.window.document.activeElement?.querySelector('.tile-name')?.textContent;
    assert.equal(panel.find('[role="grid"]').getAttribute('aria-colcount'), String(COLUMNS));
    panel.find('.tile[tabindex="0"]').focus();
    await panel.press('ArrowRight');
    await panel.press('ArrowDown');
    assert.equal(focused(), 'cup-9.jpg');
    assert.deepEqual(panel.callsOf('select'), [], 'moving selects nothing');
    await panel.press(' ');
    assert.equal(panel.find('.tile[aria-selected="true"] .tile-name').textContent, 'cup-9.jpg');
    assert.equal(panel.find('#detail-name').textContent, 'cup-9.jpg');
    await panel.press('ArrowRight');
    await panel.press('Enter');
    assert.equal(panel.find('#detail-name').textContent, 'cup-10.jpg');
    assert.equal(panel.window.document.activeElement, panel.find('.detail-pane'));
    await panel.press('Escape');
    assert.equal(focused(), 'cup-10.jpg');
    await panel.press('Escape');
    assert.equal(panel.all('.detail-pane').length, 0);
    await panel.until('the host hears of all', () => panel.callsOf('select').length === 3);
    assert.deepEqual(panel.callsOf('select'), [{ id: 9 }, { id: 10 }, { id: null }]);
  });

  it('draws ten thousand pictures a few rows at a time, and every row that is scrolled to', async () => {
    const panel = await open({ state: panelState({ entries: entries(10_000) }), stored: GALLERY });
    await panel.until('tiles show', () => panel.all('.tile').length > 0);
    const list = panel.find('.virtual-list');
    const rows = Math.ceil(10_000 / COLUMNS);
    assert.equal(list.getAttribute('aria-rowcount'), String(rows));
    const rowHeight = 17.4 * 13;
    for (let row = 0; row < rows; row += 97) {
      list.scrollTop = row * rowHeight;
      list.dispatchEvent(new panel.window.Event('scroll'));
      await panel.until(`row ${row} shows`, () => panel.all(`[aria-rowindex="${row + 1}"]`).length === 1);
      const shown = panel.all('.gallery-row').map((line) => Number(line.getAttribute('aria-rowindex')));
      const onScreen = Math.ceil(panel.window.innerHeight / rowHeight);
      for (let place = row + 1; place <= Math.min(rows, row + onScreen); place++) {
        assert.ok(shown.includes(place), `row ${place} is missing at ${row}`);
      }
      assert.ok(panel.all('.tile').length < 150, `${panel.all('.tile').length} tiles`);
    }
    panel.find('.tile[tabindex="0"]').focus();
    await panel.press('End');
    panel.window.document.activeElement?.dispatchEvent(
      new panel.window.KeyboardEvent('keydown', { key: 'End', ctrlKey: true, bubbles: true }),
    );
    await panel.until('the last is there', () => tileNames(panel).includes('cup-10000.jpg'));
  });
});

describe('finding and ordering results', () => {
  const open = usePanels();
  const fork = { ...classification(kitchenware, [0.7, 0.2, 0.1]) };
  const state = panelState({
    entries: [
      entry(1),
      entry(2, {
        name: 'fork.jpg',
        result: {
          ...fork,
          predictions: fork.predictions.map((one) => ({ ...one, label: `not ${one.label}` })),
        },
      }),
      entry(3, { name: 'another.jpg', result: classification(kitchenware, [0.8, 0.1, 0.1]) }),
    ],
  });
  const names = (panel: TestPanel): readonly string[] =>
    panel.all('.entry-name').map((name) => name.textContent);

  it('searches, filters, orders, says how many are left, and remembers it', async () => {
    const panel = await open({ state });
    await panel.until('the list shows', () => panel.all('.entry').length === 3);
    assert.equal(panel.find('.results-count').textContent, '3 pictures');
    await choose(panel, 'Order by', 'probability');
    assert.deepEqual(names(panel), ['fork.jpg', 'another.jpg', 'cup-1.jpg']);
    await panel.click(panel.find('[aria-label="Ascending"]'));
    assert.deepEqual(names(panel), ['cup-1.jpg', 'another.jpg', 'fork.jpg']);
    await choose(panel, 'Best label', 'cup');
    assert.deepEqual(names(panel), ['cup-1.jpg', 'another.jpg']);
    assert.equal(panel.find('.results-count').textContent, '2 of 3 pictures');
    await choose(panel, 'Least probability of the best label, in percent', '90');
    assert.deepEqual(names(panel), ['cup-1.jpg']);
    await choose(panel, 'Search pictures', 'nothing like it');
    assert.match(panel.text, /No picture matches\. Change the search or the filters above\./);
    const { stored } = panel;
    await panel.close();
    const again = await open({ state, stored });
    await again.until('it is remembered', () => again.text.includes('No picture matches.'));
    await choose(again, 'Search pictures', '');
    assert.deepEqual(names(again), ['cup-1.jpg']);
  });

  it('exports what is shown, in its order, and says why when that fails', async () => {
    const panel = await open({
      state,
      handlers: {
        exportResults: ({ format }) => {
          if (format === 'csv') return null;
          throw new Error('The disk is full.');
        },
      },
    });
    await panel.until('the list shows', () => panel.all('.entry').length === 3);
    await choose(panel, 'Order by', 'name');
    await panel.click(panel.button('Export CSV'));
    await panel.until('the host is asked', () => panel.callsOf('exportResults').length === 1);
    assert.deepEqual(panel.callsOf('exportResults'), [{ ids: [3, 1, 2], format: 'csv' }]);
    await panel.click(panel.button('Export JSON'));
    await panel.until('the failure shows', () => panel.text.includes('The disk is full.'));
  });

  it('copies a result as label, JSON and Markdown, and tries another model', async () => {
    const panel = await open({ state: { ...state, selected: 1 } });
    await panel.until('the detail shows', () => panel.all('.detail').length === 1);
    const copied = async (form: string): Promise<string> => {
      await choose(panel, 'Copy as', form);
      const before = panel.callsOf('copy').length;
      await panel.click(panel.find('button.copy'));
      await panel.until('it is copied', () => panel.callsOf('copy').length > before);
      return (panel.callsOf('copy').at(-1) as { text: string }).text;
    };
    assert.equal(await copied('label'), 'cup');
    assert.equal(await copied('markdown'), '| cup-1.jpg | cup | 97.0 % | 95.0 pp | 0.15 |');
    const json = JSON.parse(await copied('json')) as { results: { file: string; margin: number }[] };
    assert.equal(json.results[0]?.file, '/pictures/cup-1.jpg');
    assert.ok(Math.abs(json.results[0].margin - 0.95) < 1e-9);
    await panel.click(panel.button('Try another model …'));
    await panel.until('the host is asked', () => panel.callsOf('tryModel').length === 1);
    assert.deepEqual(panel.callsOf('tryModel'), [{ id: 1 }]);
  });
});
