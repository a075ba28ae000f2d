import assert from 'node:assert/strict';
import { XceptionError } from '../../src/shared/xceptionError';
import { OTHER_MODEL } from './support/compareAnswers';
import { usePanels, type PanelOptions, type TestPanel } from './support/panels';
import { kitchenware, panelState } from './support/states';

const compareState = panelState({ page: 'compare' });
const weightsState = panelState({ page: 'compare', compared: { a: kitchenware.id, b: OTHER_MODEL } });

describe('the comparison of two networks', () => {
  const openPanel = usePanels();

  async function open(options: Partial<PanelOptions> = {}): Promise<TestPanel> {
    const panel = await openPanel({ state: compareState, ...options });
    await panel.until('the tables show', () => panel.all('.compare-block').length > 0);
    return panel;
  }

  it('tells totals, causes, conventions and layers', async () => {
    const panel = await open();
    const text = plain(panel.text);
    assert.match(text, /Parameters22 910 48060 011 272\+37 100 7922\.62/);
    assert.match(text, /Channels of feature maps\+32 877 176\+10 101 336 248/);
    assert.match(text, /branches are merged byadditionconcatenation/);
    assert.match(
      text,
      /concatenates the branches of a block where .* adds them: .* 7 280 channels, not 728,/,
    );
    const row = panel.all('tbody tr').find((found) => found.textContent.startsWith('block5_sepconv1~'));
    assert.ok(row);
    assert.match(
      plain(row.textContent),
      /other formseparable_conv2d_6input channels: 728 → 1456, bias: no → yes\+537 264\+194 M$/,
    );
  });

  it('leaves out what is the same unless all is asked for', async () => {
    const panel = await open();
    assert.equal(panel.all('.mark-same').length, 0);
    const rows = panel.all('.mark').length;
    await panel.type('[data-focus="compare-shown"]', 'all');
    assert.ok(panel.all('.mark-same').length > 50);
    assert.equal(panel.all('.mark').length - panel.all('.mark-same').length, rows);
  });

  it('says so when the two are the same', async () => {
    const panel = await open();
    await panel.type('[data-focus="compare-b"]', 'paper');
    await panel.until('it is said', () => panel.text.includes('The two networks are the same.'));
    assert.equal(panel.all('.compare-block').length, 0);
  });

  it('compares a network with itself at another size', async () => {
    const panel = await open();
    await panel.type('[data-focus="compare-b"]', 'paper');
    await panel.type('[data-focus="compare-side-b"]', '150');
    await panel.until('sizes differ', () => panel.text.includes('output size: 149×149 → 74×74'));
    assert.match(plain(panel.text), /Parameters22 910 48022 910 48001\.00/);
    await panel.click(panel.find('[data-focus="compare-swap"]'));
    await panel.until('they are swapped', () => panel.text.includes('output size: 74×74 → 149×149'));
    assert.deepEqual(panel.callsOf('compareNetworks').at(-1), {
      a: { network: 'paper', height: 150, width: 150 },
      b: { network: 'paper', height: 299, width: 299 },
      classes: 1000,
      includeTop: true,
    });
  });

  it('shows why a size is refused, or that it is none', async () => {
    const panel = await open();
    await panel.type('[data-focus="compare-side-a"]', '20');
    await panel.until('the refusal shows', () => panel.text.includes('20×20 cannot be used'));
    await panel.type('[data-focus="compare-side-a"]', '');
    assert.match(panel.find('[role="alert"]').textContent, /must be whole numbers/);
  });

  it('selects a layer, in the table of its network', async () => {
    const panel = await open();
    const button = panel.all('button').find(({ textContent }) => textContent === 'separable_conv2d_6');
    await panel.click(button!);
    await panel.until('it is selected', () => panel.callsOf('selectLayer').length === 1);
    assert.equal((panel.callsOf('layerTable').at(-1) as { network: string }).network, 'article');
    assert.deepEqual(panel.callsOf('selectLayer'), [{ name: 'separable_conv2d_6' }]);
    assert.match(panel.find('tr.is-selected').textContent, /^block5_sepconv1~/);
  });

  it('is the same after a reload', async () => {
    const panel = await open();
    await panel.type('[data-focus="compare-a"]', 'pytorch');
    await panel.close();
    const again = await open({ stored: panel.stored });
    assert.equal((again.find('[data-focus="compare-a"]') as HTMLSelectElement).value, 'pytorch');
  });
});

describe('the comparison of two models', () => {
  const openPanel = usePanels();

  async function open(options: Partial<PanelOptions> = {}): Promise<TestPanel> {
    const panel = await openPanel({ state: weightsState, ...options });
    await panel.until('the layers show', () => panel.all('tbody tr').length > 0);
    return panel;
  }

  const rows = (panel: TestPanel): readonly string[] =>
    panel.all('tbody tr').map((row) => plain(row.textContent));

  it('reads nothing before two models were chosen', async () => {
    const panel = await openPanel({ state: compareState });
    await panel.until('the page shows', () => panel.all('#tab-compareWeights').length === 1);
    await panel.click(panel.find('#tab-compareWeights'));
    await panel.until('the models show', () => panel.all('[data-focus="compare-start"]').length === 1);
    assert.deepEqual(panel.callsOf('compareWeights'), []);
    await panel.click(panel.find('[data-focus="compare-start"]'));
    await panel.until('the layers show', () => panel.all('tbody tr').length > 0);
    assert.deepEqual(panel.callsOf('compareWeights'), [weightsState.compared]);
  });

  it('shows a bar for each layer, and what could not be compared', async () => {
    const panel = await open();
    assert.match(panel.text, /80 tensors compared, 1 of them the same number by number/);
    assert.match(rows(panel)[0]!, /^block1_conv1kernel01\.0000000/);
    const lengths = panel.all('.bar-fill').map(({ style }) => Number.parseFloat(style.width));
    assert.equal(lengths[0], 0);
    assert.equal(lengths.at(-1), 100);
    assert.ok(lengths.every((length, index) => index === 0 || length > lengths[index - 1]!));
    assert.match(
      rows(panel).at(-1)!,
      /^densekernel, bias2048 × 6, in the other 2048 × 10; only in kitchenware\.keras$/,
    );
  });

  it('puts the most different first, tensor by tensor too', async () => {
    const panel = await open();
    await panel.type('[data-focus="compare-order"]', 'most');
    const lengths = panel.all('.bar-fill').map(({ style }) => Number.parseFloat(style.width));
    assert.deepEqual(
      lengths,
      lengths.toSorted((a, b) => b - a),
    );
    await panel.type('[data-focus="compare-rows"]', 'tensors');
    assert.match(rows(panel)[0]!, /\/kernel3 × 3 × 3/);
    assert.match(rows(panel).at(-1)!, /^dense\//);
  });

  it('shows how far it is, can be stopped, and begins again', async () => {
    let aborted = 0;
    const panel = await openPanel({
      state: weightsState,
      handlers: {
        compareWeights: (_params, { progress, signal }) => {
          progress({ done: 60, total: 238 });
          signal.addEventListener('abort', () => aborted++);
          return new Promise(() => undefined);
        },
      },
    });
    await panel.until('progress shows', () => panel.text.includes('60 of 238'));
    await panel.click(panel.button('Cancel'));
    await panel.until('the host is told', () => aborted === 1);
    await panel.click(panel.button('Run again'));
    await panel.until('it runs again', () => panel.callsOf('compareWeights').length === 2);
  });

  it('says why it failed', async () => {
    const panel = await openPanel({
      state: weightsState,
      handlers: {
        compareWeights: () => {
          throw new XceptionError('model-unreadable', 'timm.safetensors is cut off.');
        },
      },
    });
    await panel.until('the reason shows', () => panel.text.includes('timm.safetensors is cut off.'));
    assert.equal(panel.all('[role="alert"]').length, 1);
  });

  it('turns to the two models that were chosen elsewhere', async () => {
    const panel = await openPanel({ state: compareState });
    await panel.until('the networks show', () => panel.all('.compare-block').length > 0);
    await panel.host.call('setState', weightsState);
    await panel.until('the weights show', () => panel.text.includes('80 tensors compared'));
    assert.equal(panel.find('#tab-compareWeights').getAttribute('aria-selected'), 'true');
  });

  it('selects a layer', async () => {
    const panel = await open();
    await panel.click(panel.all('tbody button')[4]!);
    await panel.until('it is selected', () => panel.callsOf('selectLayer').length === 1);
    assert.equal(panel.all('tr.is-selected').length, 1);
  });
});

function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}
