import assert from 'node:assert/strict';
import { resolveObjectURL } from 'node:buffer';
import { encodedPicture } from './support/encodedPicture';
import { usePanels } from './support/panels';
import {
  classification,
  emptyState,
  entries,
  entry,
  failureState,
  kitchenware,
  manyState,
  panelState,
  runningState,
  singleState,
  untrainedState,
} from './support/states';

describe('the results page', () => {
  const open = usePanels();

  it('says what to do when there is nothing, and lets choose a model', async () => {
    const panel = await open({ state: emptyState });
    await panel.until('the empty state shows', () => panel.text.includes('No pictures classified yet'));
    assert.match(panel.text, /Right-click .* Explorer .*Classify with Xception/);
    await panel.click(panel.button('Choose model …'));
    await panel.until('the host is asked', () => panel.callsOf('chooseModel').length === 1);
  });

  it('shows one picture’s detail straight away, with both pictures', async () => {
    const panel = await open({ state: singleState });
    await panel.until('both pictures are there', () => panel.all('.frame img').length === 2);
    assert.equal(panel.all('[role="grid"]').length, 0);
    const captions = panel.all('figcaption').map((caption) => caption.textContent.replaceAll('\u00a0', ' '));
    assert.deepEqual(captions, [
      'Picture 640 × 480 pixels',
      'What the network saw 150 × 150, nearest, stretch',
    ]);
    assert.equal(panel.find('.answer-best').textContent, 'cup 97.0%');
    assert.equal(panel.text.includes('The model is unsure'), false);
    assert.deepEqual(
      panel.all('.predictions tbody tr').map((row) => [...row.children].map((cell) => cell.textContent)),
      [
        ['cup', '', '97.0%', '0', '−0.030'],
        ['fork', '', '2.0%', '1', '−3.912'],
        ['glass', '', '1.0%', '2', '−4.605'],
      ],
    );
    assert.match(panel.find('.facts').textContent, /kitchenware\.keras.*\/pictures\/cup-1\.jpg/);
  });

  it('says which classes the model knows and nothing else', async () => {
    const panel = await open({ state: singleState });
    await panel.until('the classes show', () => panel.all('.class-names li').length > 0);
    assert.match(
      panel.text,
      /knows only these 6 classes; anything else is answered with the nearest of them\./,
    );
    assert.deepEqual(
      panel.all('.class-names li').map((name) => name.textContent),
      kitchenware.labels,
    );
    assert.equal(panel.all('[aria-expanded]').length, 0);
  });

  it('says so when the classes have no names', async () => {
    const models = { [kitchenware.id]: { ...kitchenware, labelsFrom: 'index' as const } };
    const panel = await open({ state: panelState({ entries: entries(1), models }) });
    await panel.until('the model shows', () => panel.text.includes('its file does not name them'));
    assert.equal(panel.all('.class-names').length, 0);
  });

  it('warns of an untrained model, and shows its many classes on demand', async () => {
    const panel = await open({ state: untrainedState });
    await panel.until('the warning shows', () => panel.all('.banner-warning').length > 0);
    assert.match(panel.find('.banner-warning').textContent, /meaningless; they only prove the arithmetic/);
    assert.match(panel.find('.answer-doubt').textContent, /The model is unsure/);
    assert.equal(panel.all('.class-names li').length, 8);
    await panel.click(panel.button('and 992 more'));
    assert.equal(panel.all('.class-names li').length, 1000);
    await panel.click(panel.button('show fewer'));
    assert.equal(panel.all('.class-names li').length, 8);
  });

  it('shows why a picture failed, in its row and in detail, and tries again', async () => {
    const panel = await open({ state: failureState });
    await panel.until('the reason shows', () => panel.all('.entry-failure').length > 0);
    assert.match(panel.find('.entry-failure').textContent, /its data ends too early/);
    assert.match(panel.find('.detail [role="alert"]').textContent, /Could not be classified.*ends too early/);
    assert.match(panel.find('.results-header [role="alert"]').textContent, /The inference process ended\./);
    await panel.click(panel.find('.entry [aria-label="Retry broken.jpg"]'));
    await panel.until('the host is asked', () => panel.callsOf('retry').length === 1);
    assert.deepEqual(panel.callsOf('retry'), [{ id: 2 }]);
    assert.deepEqual(panel.callsOf('select'), []);
  });

  it('shows a run, its progress, and what still waits; and cancels', async () => {
    const panel = await open({ state: runningState });
    await panel.until('the run shows', () => panel.all('[role="progressbar"]').length > 0);
    const bar = panel.find('[role="progressbar"]');
    assert.deepEqual(
      ['aria-valuenow', 'aria-valuemax', 'aria-valuetext'].map((name) => bar.getAttribute(name)),
      ['1', '3', 'Classifying … 1 of 3'],
    );
    assert.deepEqual(
      panel.all('.entry-waiting').map((waiting) => waiting.textContent),
      ['waiting', 'waiting'],
    );
    assert.equal(panel.find('[role="status"]').textContent, 'Classifying … 25%');
    await panel.click(panel.button('Cancel'));
    await panel.until('the host is asked', () => panel.callsOf('cancelRun').length === 1);
  });

  it('marks pictures of which the model is unsure', async () => {
    const unsure = entry(2, { result: classification(kitchenware, [0.4, 0.35, 0.25]) });
    const panel = await open({ state: panelState({ entries: [entry(1), unsure], selected: 2 }) });
    await panel.until('the detail shows', () => panel.all('.answer-doubt').length > 0);
    assert.match(
      panel.find('.answer-doubt').textContent,
      /The model is unsure: its best answer has less than 50%/,
    );
    assert.deepEqual(
      panel.all('.entry').map((row) => row.querySelectorAll('.badge').length),
      [0, 1],
    );
  });

  it('draws only the rows near the visible part of a long list', async () => {
    const panel = await open({ state: manyState });
    await panel.until('rows show', () => panel.all('.entry').length > 0);
    assert.equal(panel.find('[role="grid"]').getAttribute('aria-rowcount'), '250');
    assert.ok(panel.all('.entry').length < 40);
    await panel.press('End', panel.find('.entry[tabindex="0"]'));
    const last = panel.find('.entry[aria-rowindex="250"]');
    assert.equal(panel.window.document.activeElement, last);
    assert.match(last.textContent, /cup-250\.jpg/);
  });

  it('asks for the thumbnails of visible rows only, once, and gives the memory back', async () => {
    const panel = await open({ state: panelState({ entries: entries(90), selected: 1 }) });
    await panel.until('a thumbnail shows', () => panel.all('.thumbnail img').length > 0);
    assert.equal(panel.all('.entry').length, 90);
    const asked = panel.callsOf('preview') as readonly { id: number; maxSide: number }[];
    const thumbnails = asked.filter(({ maxSide }) => maxSide <= 256).map(({ id }) => id);
    assert.ok(thumbnails.length > 3 && thumbnails.length < 30, `${thumbnails.length} were asked for`);
    assert.equal(new Set(thumbnails).size, thumbnails.length);
    const url = panel.find('.thumbnail img').getAttribute('src') ?? '';
    const shown = resolveObjectURL(url);
    assert.deepEqual(new Uint8Array(await shown!.arrayBuffer()), (await encodedPicture(8)).bytes);
    await panel.host.call('setState', emptyState);
    await panel.until('the list is gone', () => panel.all('.entry').length === 0);
    await panel.until('the memory is given back', () => resolveObjectURL(url) === undefined);
  });

  it('selects with click, arrows and Enter, and follows the host', async () => {
    const panel = await open({ state: panelState({ entries: entries(5) }) });
    await panel.until('rows show', () => panel.all('.entry').length === 5);
    assert.match(panel.text, /Select a picture/);
    await panel.click(panel.all('.entry')[2]!);
    await panel.until('the host hears of it', () => panel.callsOf('select').length === 1);
    await panel.press('ArrowDown', panel.all('.entry')[2]);
    await panel.press('ArrowDown');
    assert.equal(panel.window.document.activeElement, panel.all('.entry')[4]);
    await panel.press('ArrowDown');
    await panel.press('Home');
    await panel.press('Enter');
    await panel.until('the host hears of all', () => panel.callsOf('select').length === 6);
    assert.deepEqual(
      panel.callsOf('select').map((params) => (params as { id: number }).id),
      [3, 4, 5, 5, 1, 1],
    );
    const quiet = { entries: [], models: {}, run: null, problem: null, layer: null, activeModel: null };
    await panel.host.call('update', { ...quiet, selected: 4 });
    await panel.until('the detail shows', () => panel.all('.detail').length === 1);
    assert.equal(panel.find('#detail-name').textContent, 'cup-4.jpg');
    assert.deepEqual(
      panel.all('.entry').map((row) => row.getAttribute('aria-selected')),
      ['false', 'false', 'false', 'true', 'false'],
    );
    assert.equal(panel.all('.entry[tabindex="0"]').length, 1);
  });

  it('opens, reveals and copies', async () => {
    const panel = await open({ state: singleState });
    await panel.until('the detail shows', () => panel.all('.detail').length === 1);
    await panel.click(panel.button('Open'));
    await panel.click(panel.button('Reveal'));
    await panel.click(panel.button('Copy'));
    await panel.until('the copy is made', () =>
      panel.all('.copy').some((copy) => copy.textContent === 'Copied'),
    );
    assert.deepEqual(panel.callsOf('openImage'), [{ id: 1 }]);
    assert.deepEqual(panel.callsOf('revealImage'), [{ id: 1 }]);
    assert.match(
      (panel.callsOf('copy')[0] as { text: string }).text,
      /^\/pictures\/cup-1\.jpg\n {2}cup {5}97\.0%/,
    );
  });

  it('shows markup in names and labels as the text that it is', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    const model = {
      ...kitchenware,
      title: evil,
      labels: [evil, ...kitchenware.labels.slice(1)],
      warnings: [evil],
    };
    const state = panelState({
      entries: [
        entry(1, { name: evil, folder: evil, file: evil, result: classification(model) }),
        entry(2, { result: { file: evil, error: { code: 'internal', message: evil } } }),
      ],
      models: { [kitchenware.id]: model },
      selected: 1,
      problem: evil,
    });
    const panel = await open({ state });
    await panel.until('the pictures are there', () => panel.all('.frame img').length === 2);
    assert.equal(panel.all('[onerror], img[src="x"]').length, 0);
    assert.equal(panel.find('#detail-name').textContent, evil);
    assert.equal(panel.find('.class-names li').textContent, evil);
  });
});
