import assert from 'node:assert/strict';
import { PANEL_PAGES, type PanelState } from '../../src/shared/panelProtocol';
import { XceptionError } from '../../src/shared/xceptionError';
import { usePanels } from './support/panels';
import {
  emptyState,
  entries,
  entry,
  layersState,
  manyState,
  panelState,
  runningState,
  singleState,
  waitingEntry,
} from './support/states';

const quiet = {
  entries: [],
  models: {},
  run: null,
  problem: null,
  selected: null,
  layer: null,
  activeModel: null,
};

describe('the panel and its host', () => {
  const open = usePanels();

  it('say so when there is no connection, and try again', async () => {
    let tries = 0;
    const panel = await open({
      state: emptyState,
      handlers: {
        ready: (): PanelState => {
          tries++;
          if (tries === 1) throw new XceptionError('internal', 'The session is not there yet.');
          return singleState;
        },
      },
    });
    await panel.until('the failure shows', () => panel.text.includes('The session is not there yet.'));
    await panel.click(panel.button('Try again'));
    await panel.until('the state shows', () => panel.all('.detail').length === 1);
  });

  it('show a failed action, which can be dismissed', async () => {
    const panel = await open({
      state: singleState,
      handlers: {
        retry: () => {
          throw new XceptionError('model-missing', 'Choose a model <first>.');
        },
      },
    });
    await panel.until('the detail shows', () => panel.all('.detail').length === 1);
    await panel.click(panel.button('Retry'));
    await panel.until('the reason shows', () => panel.text.includes('Choose a model <first>.'));
    await panel.click(panel.find('[aria-label="Dismiss"]'));
    assert.equal(panel.text.includes('Choose a model'), false);
  });

  it('add entries and results as they come, and end the run', async () => {
    const panel = await open({ state: runningState });
    await panel.until('the list shows', () => panel.all('.entry').length === 3);
    await panel.host.call('update', {
      ...quiet,
      entries: [entry(2), waitingEntry(4)],
      run: { total: 4, done: 2, activity: 'Classifying …' },
    });
    await panel.until('the news show', () => panel.all('.entry').length === 4);
    assert.equal(panel.all('.entry-waiting').length, 2);
    assert.equal(panel.find('[role="progressbar"]').getAttribute('aria-valuenow'), '2');
    await panel.host.call('update', { ...quiet, entries: [entry(3), entry(4)], problem: null });
    await panel.until('the run is over', () => panel.all('[role="progressbar"]').length === 0);
    assert.equal(panel.find('[role="status"]').textContent, 'Classification finished.');
    assert.equal(panel.all('.entry-waiting').length, 0);
  });

  it('end a picture’s request when its row goes', async () => {
    const aborted: number[] = [];
    const panel = await open({
      state: singleState,
      handlers: {
        preview: ({ id }, { signal }) =>
          new Promise((_, reject) => {
            signal.addEventListener('abort', () => {
              aborted.push(id);
              reject(XceptionError.from(signal.reason));
            });
          }),
      },
    });
    await panel.until('the picture is asked for', () => panel.callsOf('preview').length === 1);
    await panel.host.call('setState', emptyState);
    await panel.until('the host hears of the end', () => aborted.length === 1);
    assert.deepEqual(aborted, [1]);
  });

  it('show that there is no preview, and why', async () => {
    const panel = await open({
      state: singleState,
      handlers: {
        preview: () => {
          throw new XceptionError('file-missing', '/pictures/cup-1.jpg is gone.');
        },
      },
    });
    await panel.until('the frames say so', () => panel.all('.frame-box .minor').length === 2);
    assert.equal(panel.find('.frame-box .minor').title, '/pictures/cup-1.jpg is gone.');
  });

  it('change the page by click and by key, and tell the host', async () => {
    const panel = await open({ state: emptyState });
    await panel.until('the tabs show', () => panel.all('[role="tab"]').length > 0);
    assert.deepEqual(
      panel.all('[role="tab"]').map(({ id }) => id),
      PANEL_PAGES.filter((page) => page !== 'train' && page !== 'map').map((page) => `tab-${page}`),
      'all but those that nobody has asked for',
    );
    await panel.click(panel.find('#tab-layers'));
    await panel.until('the table shows', () => panel.all('.row-layer').length > 10);
    await panel.press('ArrowRight', panel.find('#tab-layers'));
    assert.equal(panel.window.document.activeElement?.id, 'tab-shapes');
    assert.equal(panel.find('#tab-shapes').getAttribute('aria-selected'), 'true');
    await panel.until('the host has heard both', () => panel.callsOf('setPage').length === 2);
    assert.deepEqual(panel.callsOf('setPage'), [{ page: 'layers' }, { page: 'shapes' }]);
  });

  it('clear the list', async () => {
    const panel = await open({ state: panelState({ entries: entries(2) }) });
    await panel.until('the list shows', () => panel.all('.entry').length === 2);
    await panel.click(panel.button('Clear results'));
    await panel.until('the host is asked', () => panel.callsOf('clear').length === 1);
  });
});

describe('a panel that is loaded again', () => {
  const open = usePanels();

  it('is scrolled to where it was', async () => {
    const stored = { scroll: { entries: 4000 }, focus: null, filter: '', sort: null, collapsed: [] };
    const panel = await open({ state: manyState, stored });
    await panel.until('rows show', () => panel.all('.entry').length > 0);
    assert.equal(panel.find('.virtual-list').scrollTop, 4000);
    const shown = panel.all('.entry').map((row) => Number(row.getAttribute('aria-rowindex')));
    // 4000 px are 27 rows of 11.4 em at 13 px; the active second row stays in the document.
    assert.ok(shown.includes(28) && shown.includes(2) && !shown.includes(10), shown.join(' '));
  });

  it('gives the focus back when the user comes to it, and never before', async () => {
    const first = await open({ state: layersState });
    await first.until('the table shows', () => first.all('tbody tr').length > 0);
    first.find('[data-focus="layers-filter"]').focus();
    await first.close();
    const second = await open({ state: layersState, stored: first.stored });
    await second.until('the table shows', () => second.all('tbody tr').length > 0);
    const { document } = second.window;
    assert.equal(document.activeElement, document.body);
    second.window.dispatchEvent(new second.window.Event('focus'));
    assert.equal(document.activeElement, second.find('[data-focus="layers-filter"]'));
  });
});
