import assert from 'node:assert/strict';
import type { HostMethods } from '../../src/shared/panelProtocol';
import { XceptionError } from '../../src/shared/xceptionError';
import type { Handlers } from '../../src/shared/rpc';
import { encodedPicture } from './support/encodedPicture';
import { usePanels, type TestPanel } from './support/panels';
import { entries, layersState, panelState } from './support/states';

const figures = { min: -1, max: 2, mean: 0.25, std: 0.5, zeros: 0, nan: 0, inf: 0 };

describe('the selected layer', () => {
  const openPanel = usePanels();

  async function open(
    changes: Partial<typeof layersState> = {},
    handlers: Partial<Handlers<HostMethods>> = {},
    stored?: unknown,
  ): Promise<TestPanel> {
    const state = panelState({ ...layersState, ...changes });
    const panel = await openPanel({ state, handlers, stored });
    await panel.until('the table shows', () => panel.all('tbody tr').length > 0);
    return panel;
  }

  function title(panel: TestPanel): string | undefined {
    return panel.all('.inspector h2')[0]?.textContent;
  }

  it('is none at first', async () => {
    const panel = await open();
    assert.match(panel.find('.layers-main').textContent, /Select a layer/);
    assert.equal(panel.all('.inspector').length, 0);
    assert.deepEqual(panel.callsOf('aboutLayer'), []);
  });

  it('is selected by click and by Enter, and told to the host', async () => {
    const panel = await open();
    await panel.click(panel.find('[data-layer="block1_conv1"]'));
    assert.equal(title(panel), 'block1_conv1');
    assert.equal(panel.find('[data-layer="block1_conv1"]').getAttribute('aria-selected'), 'true');
    await panel.press('ArrowDown', panel.find('[data-layer="block1_conv1"]'));
    await panel.press('Enter');
    assert.equal(title(panel), 'block1_conv1_bn');
    await panel.click(panel.find('[aria-label="Close the layer"]'));
    assert.equal(title(panel), undefined);
    await panel.until('the host has heard', () => panel.callsOf('selectLayer').length === 3);
    assert.deepEqual(panel.callsOf('selectLayer'), [
      { name: 'block1_conv1' },
      { name: 'block1_conv1_bn' },
      { name: null },
    ]);
  });

  it('is selected by a stage of the trace', async () => {
    const panel = await open();
    await panel.click(panel.all('.trace-stage')[2] ?? assert.fail());
    assert.equal(title(panel), 'add');
    assert.equal(panel.all('.trace-stage')[2]?.getAttribute('aria-pressed'), 'true');
  });

  it('follows the host, opens the groups around it and puts the keyboard there', async () => {
    const panel = await open({}, {}, { collapsed: ['flow middle', 'block Conv-B 4'] });
    assert.equal(panel.all('[data-layer="block8_sepconv1"]').length, 0);
    await panel.host.call('update', {
      entries: [],
      models: {},
      run: null,
      problem: null,
      selected: null,
      layer: 'block8_sepconv1',
      activeModel: null,
    });
    await panel.until('the row is there', () => panel.all('[data-layer="block8_sepconv1"]').length === 1);
    const row = panel.find('[data-layer="block8_sepconv1"]');
    assert.equal(row.getAttribute('aria-selected'), 'true');
    assert.equal(row.tabIndex, 0);
    assert.equal(title(panel), 'block8_sepconv1');
  });

  it('says what it does, in numbers and in code, and where to read on', async () => {
    const panel = await open({ layer: 'block2_sepconv1' });
    await panel.until('the host has answered', () => panel.text.includes('What block2_sepconv1 does.'));
    const shown = panel.find('.inspector').textContent.replace(/[\u00a0\u202f]/g, ' ');
    assert.match(shown, /147 × 147 × 128/);
    assert.match(shown, /8 768 \(<0\.1%\)/);
    assert.match(shown, /block2_sepconv1 = Layer\(\)/);
    await panel.click(panel.find('[aria-label="Copy the line of Keras"]'));
    await panel.until('it is copied', () => panel.callsOf('copy').length === 1);
    assert.deepEqual(panel.callsOf('copy'), [{ text: 'block2_sepconv1 = Layer()' }]);
    await panel.click(panel.button('About the blocks'));
    await panel.until('it is opened', () => panel.callsOf('openNetworks').length === 1);
    assert.deepEqual(panel.callsOf('openNetworks'), [{ heading: 'entry-flow' }]);
  });

  it('leads to the layers before and after', async () => {
    const panel = await open({ layer: 'add' });
    const links = panel.all('.layer-links button').map(({ textContent }) => textContent);
    assert.deepEqual(
      links.toSorted(),
      ['batch_normalization', 'block2_pool', 'block3_sepconv1_act', 'conv2d_1'].toSorted(),
    );
    await panel.click(panel.button('block2_pool'));
    assert.equal(title(panel), 'block2_pool');
  });

  it('draws its receptive field to scale, on what the network saw where there is a picture', async () => {
    const panel = await open({ layer: 'block1_conv1', entries: entries(1) });
    const square = panel.find('.field-square');
    assert.deepEqual(
      ['x', 'y', 'width', 'height'].map((name) => Number(square.getAttribute(name))),
      [148, 148, 3, 3],
    );
    assert.equal(panel.find('.field-input').getAttribute('width'), '299');
    await panel.until('the picture is there', () => panel.all('.field-drawing image').length === 1);
    await panel.click(panel.find('[data-layer="block1_conv2"]'));
    assert.match(panel.find('.field-drawing figcaption').textContent, /7.×.7 of 299.×.299 input pixels/);
  });

  it('shows the weights of the model in use, with pictures of kernels', async () => {
    const kernels = { picture: await encodedPicture(4), limit: 2, count: 32, colour: true };
    const tensors = [{ ...figures, role: 'kernel', shape: [3, 3, 3, 32], histogram: [1, 4, 2], kernels }];
    const panel = await open(
      { layer: 'block1_conv1', activeModel: 'kitchenware' },
      { layerWeights: () => ({ title: 'Kitchenware', tensors }) },
    );
    await panel.until('the weights are there', () => panel.all('.kernels img').length === 1);
    assert.match(panel.find('.layer-weights').textContent, /Weights of Kitchenware.*kernel 3 × 3 × 3 × 32/);
    assert.equal(panel.all('.histogram rect').length, 3);
    assert.equal(Number(panel.all('.histogram rect')[1]?.getAttribute('height')), 1);
    assert.deepEqual(panel.callsOf('layerWeights'), [{ network: 'paper', layer: 'block1_conv1' }]);
  });

  it('asks for no weights where there are none, or no model', async () => {
    const panel = await open({ layer: 'add', activeModel: 'kitchenware' });
    assert.equal(panel.all('.layer-weights').length, 0);
    await panel.click(panel.find('[data-layer="block1_conv1"]'));
    await panel.until('they are asked for', () => panel.callsOf('layerWeights').length === 1);
    await panel.close();
    const without = await open({ layer: 'block1_conv1' });
    assert.match(without.find('.layer-weights').textContent, /No model is in use/);
    assert.deepEqual(without.callsOf('layerWeights'), []);
  });

  it('says why weights cannot be read, and gives up those of a layer that was left', async () => {
    let aborted = 0;
    const panel = await open(
      { layer: 'block1_conv1', activeModel: 'kitchenware' },
      {
        layerWeights: ({ layer }, { signal }) => {
          if (layer === 'block1_conv1_bn')
            throw new XceptionError('model-mismatch', 'It is of another network.');
          return new Promise((_, reject) => {
            signal.addEventListener('abort', () => {
              aborted++;
              reject(new XceptionError('cancelled', 'Cancelled.'));
            });
          });
        },
      },
    );
    await panel.until('they are asked for', () => panel.callsOf('layerWeights').length === 1);
    await panel.click(panel.find('[data-layer="block1_conv1_bn"]'));
    await panel.until('the reason shows', () => panel.all('.layer-weights [role="alert"]').length === 1);
    assert.match(panel.find('.layer-weights').textContent, /It is of another network\./);
    assert.equal(aborted, 1);
  });
});
