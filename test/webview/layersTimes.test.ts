import assert from 'node:assert/strict';
import { summarize } from '../../src/model/arch/summarize';
import { speedOf, sumOfTimes, timedLayers } from '../../src/webview/layerTiming';
import { XceptionError } from '../../src/shared/xceptionError';
import { violations } from './support/axe';
import { profileReport } from './support/insideAnswers';
import { usePanels, type PanelOptions, type TestPanel } from './support/panels';
import { layersState } from './support/states';

describe('the times in the layer table', () => {
  const openPanel = usePanels();

  async function open(options: Partial<PanelOptions> = {}): Promise<TestPanel> {
    const panel = await openPanel({ state: layersState, stored: { filter: 'conv-a 1' }, ...options });
    await panel.until('the table shows', () => panel.all('.row-layer').length > 0);
    return panel;
  }

  async function measured(): Promise<TestPanel> {
    const panel = await open();
    await panel.click(panel.button('Measure on This Machine'));
    await panel.until('the times show', () => panel.all('thead .column-time').length > 0);
    return panel;
  }

  function cellsOf(panel: TestPanel, name: string): readonly string[] {
    const row = panel.all('.row-layer').find((each) => each.querySelector('th')?.textContent === name);
    assert.ok(row, name);
    return ['time', 'speed'].map((column) =>
      (row.querySelector(`.column-${column}`)?.textContent ?? 'none').replace(/\u00a0/g, ' '),
    );
  }

  it('are measured when one asks for them, at the size that is shown', async () => {
    const panel = await open();
    assert.equal(panel.all('.column-time').length, 0);
    assert.equal(panel.callsOf('profileNetwork').length, 0);
    await panel.type('[data-focus="layers-width"]', '150');
    await panel.until('the size is there', () =>
      panel.find('.trace').textContent.includes('149\u00a0×\u00a074'),
    );
    await panel.click(panel.button('Measure on This Machine'));
    await panel.until('the times show', () => panel.all('thead .column-time').length > 0);
    assert.deepEqual(panel.callsOf('profileNetwork'), [{ network: 'paper', height: 299, width: 150 }]);
    assert.match(panel.find('.answer-note').textContent.replace(/\u00a0/g, ' '), /150 × 299 pixels/);
  });

  it('stand beside the MACs, with their shares, for layers, blocks and the whole', async () => {
    const panel = await measured();
    const { layers } = profileReport('paper', { height: 299, width: 299 });
    const layer = layers.find(({ name }) => name === 'block2_sepconv2');
    assert.ok(layer?.gflops);
    const [time, speed] = cellsOf(panel, 'block2_sepconv2');
    const share = `${(100 * layer.share).toFixed(1)}%`;
    assert.equal(time, `${layer.milliseconds.toFixed(layer.milliseconds < 9.95 ? 1 : 0)} ms${share}`);
    const gflops = (2 * layer.macs) / layer.milliseconds / 1e6;
    assert.equal(speed, `${gflops.toFixed(1)}${gflops.toFixed(1)}%`, 'the peak is 100 GFLOPS');
    const titles = panel.all('thead th').map(({ className }) => className);
    assert.deepEqual(titles.slice(titles.indexOf('column-macs')).slice(0, 3), [
      'column-macs',
      'column-time',
      'column-speed',
    ]);
    const group = panel.all('.row-group .column-time').at(-1);
    assert.match(group?.textContent ?? '', /ms/);
    assert.match(panel.find('tfoot .column-time').textContent, /ms/);
    assert.ok(panel.all('.column-time .bar-fill').length > 0);
    assert.deepEqual(await violations(panel), []);
  });

  it('go when another network or size is shown, and so does an order by them', async () => {
    const panel = await measured();
    await panel.click(panel.find('[data-focus="sort-time"]'));
    assert.equal(panel.all('.row-group').length, 0);
    await panel.type('[data-focus="layers-height"]', '200');
    await panel.until('they are gone', () => panel.all('.column-time').length === 0);
    assert.ok(panel.all('.row-group').length > 0, 'the groups are back');
    await panel.type('[data-focus="layers-height"]', '299');
    await panel.until('what was measured still holds', () => panel.all('.column-time').length > 0);
    assert.equal(panel.callsOf('profileNetwork').length, 1);
  });

  it('say why there are none', async () => {
    const panel = await open({
      handlers: {
        profileNetwork: () => {
          throw new XceptionError('native-missing', 'TensorFlow is missing.');
        },
      },
    });
    await panel.click(panel.button('Measure on This Machine'));
    await panel.until('the reason shows', () => panel.text.includes('No answer: TensorFlow is missing.'));
    assert.equal(panel.all('.column-time').length, 0);
  });

  it('say why a share of the peak is above 100%', async () => {
    const panel = await open({
      handlers: {
        profileNetwork: () => {
          const report = profileReport();
          const layers = report.layers.map((layer) => ({ ...layer, peakShare: 1.2 }));
          return { ...report, layers };
        },
      },
    });
    await panel.click(panel.button('Measure on This Machine'));
    await panel.until('the reason shows', () => panel.text.includes('was faster than the matrix product'));
  });
});

describe('a layer’s timing', () => {
  const input = { height: 299, width: 299 };
  const { layers } = summarize('paper', { input });
  const report = profileReport('paper', input);

  it('belongs to the layer that was measured, not to one of another size', () => {
    assert.ok(timedLayers(layers, report).every(({ time }) => time));
    const other = timedLayers(summarize('paper', { input, classes: 6 }).layers, report);
    assert.deepEqual(
      other.filter(({ time }) => !time).map(({ name }) => name),
      ['predictions'],
    );
    assert.equal(timedLayers(layers, undefined), layers);
  });

  it('adds up', () => {
    const sum = sumOfTimes(timedLayers(layers, report));
    assert.ok(sum);
    assert.ok(Math.abs(sum.milliseconds - report.milliseconds) < 1e-6);
    assert.ok(Math.abs(sum.share - 1) < 1e-9);
    assert.ok(Math.abs(speedOf(sum) - report.gflops) < 1e-6);
    assert.equal(sumOfTimes(layers), undefined);
  });
});
