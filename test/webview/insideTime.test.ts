import assert from 'node:assert/strict';
import type { StepProgress } from '../../src/shared/explainProtocol';
import { XceptionError } from '../../src/shared/xceptionError';
import { nextTimeSort, sortTimes } from '../../src/webview/timeColumns';
import { profileReport } from './support/insideAnswers';
import { usePanels, type PanelOptions, type TestPanel } from './support/panels';
import { insideState } from './support/states';

describe('the page Inside: time per layer', () => {
  const openPanel = usePanels();

  async function measure(options: Partial<PanelOptions> = {}): Promise<TestPanel> {
    const stored = { choices: { 'inside-section': 'time' } };
    const panel = await openPanel({ state: insideState, stored, ...options });
    await panel.until('the button shows', () => panel.all('[data-focus="time-measure"]').length > 0);
    await panel.click(panel.button('Measure'));
    return panel;
  }

  async function measured(): Promise<TestPanel> {
    const panel = await measure();
    await panel.until('the table shows', () => panel.all('.time-table tbody tr').length > 0);
    return panel;
  }

  function names(panel: TestPanel): readonly string[] {
    return panel.all('.time-table tbody th').map(({ textContent }) => textContent);
  }

  it('measures when it is told to, and lists every layer with totals', async () => {
    const panel = await measured();
    assert.deepEqual(panel.callsOf('profile'), [{ id: 1 }]);
    assert.equal(names(panel).length, 134);
    assert.deepEqual(names(panel).slice(0, 2), ['input_layer', 'block1_conv1']);
    const totals = panel.find('tfoot').textContent.replace(/\u00a0/g, ' ');
    assert.match(totals, /^Total, 134 layers200 ms100\.0%\d+\.\d\d+\.\d%$/);
    assert.match(panel.text.replace(/\u00a0/g, ' '), /200 ms for one picture of 150 × 150 pixels/);
    assert.match(panel.text, /GFLOPS of 100\.0 that one large matrix product reaches here/);
  });

  it('sorts by any column', async () => {
    const panel = await measured();
    await panel.click(panel.find('[data-focus="time-milliseconds"]'));
    const { layers } = profileReport();
    const longest = layers.reduce((most, layer) => (layer.milliseconds > most.milliseconds ? layer : most));
    assert.equal(names(panel)[0], longest.name);
    const head = panel.find('[data-focus="time-milliseconds"]').parentElement;
    assert.ok(head);
    assert.equal(head.getAttribute('aria-sort'), 'descending');
    await panel.click(panel.find('[data-focus="time-milliseconds"]'));
    assert.equal(head.getAttribute('aria-sort'), 'ascending');
    await panel.click(panel.find('[data-focus="time-milliseconds"]'));
    assert.equal(names(panel)[0], 'input_layer');
  });

  it('is kept while something else is looked at', async () => {
    const panel = await measured();
    await panel.click(panel.find('#tab-look'));
    await panel.until('the map shows', () => panel.all('.look-map').length > 0);
    await panel.click(panel.find('#tab-time'));
    assert.equal(names(panel).length, 134);
    assert.equal(panel.callsOf('profile').length, 1);
    assert.equal(panel.button('Measure again').hasAttribute('disabled'), false);
  });

  it('shows progress and can be cancelled', async () => {
    let report: (progress: StepProgress) => void = () => undefined;
    let aborted = false;
    const panel = await measure({
      handlers: {
        profile: (_params, { progress, signal }) =>
          new Promise((_, reject) => {
            report = progress;
            signal.addEventListener('abort', () => {
              aborted = true;
              reject(new XceptionError('cancelled', 'Cancelled.'));
            });
          }),
      },
    });
    await panel.until('it is asked', () => panel.callsOf('profile').length === 1);
    assert.ok(panel.find('[data-focus="time-measure"]').hasAttribute('disabled'));
    report({ done: 3, total: 10 });
    await panel.until('progress shows', () => panel.text.includes('3 of 10'));
    await panel.click(panel.button('Cancel'));
    await panel.until('it is ended', () => aborted && panel.text.includes('Stopped.'));
    assert.ok(!panel.find('[data-focus="time-measure"]').hasAttribute('disabled'));
  });
});

describe('the order of the time table', () => {
  it('puts layers without the number last in both directions', () => {
    const { layers } = profileReport();
    for (const direction of ['ascending', 'descending'] as const) {
      const sorted = sortTimes(layers, { column: 'gflops', direction });
      assert.equal(sorted.length, layers.length);
      assert.notEqual(sorted[0]?.gflops, undefined);
      assert.equal(sorted.at(-1)?.gflops, undefined);
    }
  });

  it('goes from the useful direction to the other and back to the network’s', () => {
    const first = nextTimeSort(null, 'name');
    assert.deepEqual(first, { column: 'name', direction: 'ascending' });
    const second = nextTimeSort(first, 'name');
    assert.deepEqual(second, { column: 'name', direction: 'descending' });
    assert.equal(nextTimeSort(second, 'name'), null);
    assert.deepEqual(nextTimeSort(second, 'share'), { column: 'share', direction: 'descending' });
  });
});
