import assert from 'node:assert/strict';
import type { LayerActivations } from '../../src/shared/explainProtocol';
import { cellAfter, cellBox, cellPlace } from '../../src/webview/sheetCells';
import { violations } from './support/axe';
import { activations, vector } from './support/insideAnswers';
import { usePanels, type PanelOptions, type TestPanel } from './support/panels';
import { insideState } from './support/states';

const SECTION = { choices: { 'inside-section': 'activations' } };

describe('the page Inside: activations', () => {
  const openPanel = usePanels();

  async function open(options: Partial<PanelOptions> = {}): Promise<TestPanel> {
    const panel = await openPanel({ state: insideState, stored: SECTION, ...options });
    await panel.until('the sheet shows', () => panel.all('.sheet-cell').length > 0);
    return panel;
  }

  function layersAsked(panel: TestPanel): readonly string[] {
    return panel.callsOf('activations').map((params) => (params as { readonly layer: string }).layer);
  }

  it('is reached by the keys of its tabs', async () => {
    const panel = await openPanel({ state: insideState });
    await panel.until('the map shows', () => panel.all('.look-map').length > 0);
    panel.find('#tab-look').focus();
    await panel.press('ArrowRight');
    await panel.until('the sheet shows', () => panel.all('.sheet-cell').length > 0);
    assert.equal(panel.window.document.activeElement?.id, 'tab-activations');
    assert.equal(panel.find('.inside-section').getAttribute('aria-labelledby'), 'tab-activations');
  });

  it('begins at the first convolution and shows its maps and figures', async () => {
    const panel = await open();
    assert.deepEqual(panel.callsOf('activations'), [
      { id: 1, layer: 'block1_conv1', scale: 'map', colours: 'viridis' },
    ]);
    assert.equal(panel.all('.sheet-cell').length, 5);
    assert.match(panel.find('.sheet img').getAttribute('src') ?? '', /^blob:/);
    const scrubber = panel.find('.scrubber').textContent.replace(/\u00a0/g, ' ');
    assert.match(scrubber, /^block1_conv1Conv2D, 74 × 74 × 32stem2 of \d+$/);
    const facts = panel.find('.facts').textContent.replace(/\u00a0/g, ' ');
    assert.match(facts, /Mean0\.0123Standard deviation0\.5Range−1\.25 to 3Exactly 041\.0%/);
    assert.match(facts, /Dead channels2 of 32Shown5 of 32/);
  });

  it('goes through the layers, and keeps the last sheet while the next one is made', async () => {
    const finish: ((answer: Promise<LayerActivations>) => void)[] = [];
    let aborted = 0;
    const panel = await open({
      handlers: {
        activations: ({ layer }, { signal }) =>
          layer === 'block1_conv1'
            ? activations(layer)
            : new Promise((resolve) => {
                signal.addEventListener('abort', () => aborted++);
                finish.push(resolve);
              }),
      },
    });
    const source = panel.find('.sheet img').getAttribute('src');
    await panel.click(panel.find('[data-focus="scrub-next"]'));
    await panel.until('it is asked', () => finish.length === 1);
    assert.equal(panel.find('.sheet img').getAttribute('src'), source);
    assert.match(panel.text, /Working …/);
    await panel.type('[data-focus="scrub"]', '8');
    await panel.until('the older question is cancelled', () => aborted === 1 && finish.length === 2);
    assert.deepEqual(layersAsked(panel), ['block1_conv1', 'block1_conv1_bn', 'block2_sepconv1_bn']);
    finish[1]?.(activations('block2_sepconv1_bn'));
    await panel.until('the new sheet shows', () => !panel.text.includes('Working …'));
    assert.match(panel.find('.sheet img').getAttribute('alt') ?? '', /block2_sepconv1_bn/);
    const slider = panel.find('[data-focus="scrub"]').getAttribute('aria-valuetext') ?? '';
    assert.match(slider, /^block2_sepconv1_bn, BatchNormalization, /);
  });

  it('enlarges a map that is chosen with mouse or keys', async () => {
    const panel = await open();
    assert.match(panel.find('.map-zoom figcaption').textContent, /^Map 7 /);
    panel.find('.sheet-cell').focus();
    await panel.press('ArrowDown');
    const focused = panel.window.document.activeElement as HTMLElement;
    assert.equal(focused.getAttribute('aria-label'), 'Map 31, mean 0.7');
    await panel.click(focused);
    assert.equal(focused.getAttribute('aria-pressed'), 'true');
    assert.equal(panel.find('.map-zoom svg').getAttribute('viewBox'), '0 11 10 10');
    assert.equal(panel.find('.map-zoom figcaption').textContent, 'Map 31 mean 0.7 · from 0 to 2');
  });

  it('asks for other colours and scales', async () => {
    const panel = await open();
    await panel.type('[data-focus="map-scale"]', 'layer');
    await panel.type('[data-focus="map-colours"]', 'cividis');
    const last = { id: 1, layer: 'block1_conv1', scale: 'layer', colours: 'cividis' };
    await panel.until('it is asked', () => {
      const asked = panel.callsOf('activations').at(-1) as { readonly colours: string };
      return asked.colours === 'cividis';
    });
    assert.deepEqual(panel.callsOf('activations').at(-1), last);
  });
});

describe('a layer that gives a vector', () => {
  const openPanel = usePanels();

  it('is shown as bars to both sides of 0, with the classes’ names', async () => {
    const panel = await openPanel({
      state: insideState,
      stored: { choices: { 'inside-section': 'activations', 'map-layer kitchenware': 'predictions' } },
      handlers: { activations: ({ layer }) => vector(layer) },
    });
    await panel.until('the bars show', () => panel.all('.vector-line').length > 0);
    assert.equal((panel.callsOf('activations')[0] as { layer: string }).layer, 'predictions');
    assert.match(panel.find('.scrubber').textContent, /134 of 134$/);
    assert.deepEqual(
      panel.all('.vector-line').map(({ textContent }) => textContent),
      ['cup0.8', 'fork0.2', 'glass0', 'knife−0.1', 'plate−0.4', 'spoon−0.4'],
    );
    const [cup, , , , plate] = panel.all('.vector-track > .bar-fill').map(({ style }) => style);
    assert.ok(cup && plate);
    const near = (shown: string, wanted: number): boolean =>
      Math.abs(Number.parseFloat(shown) - wanted) < 0.01;
    assert.ok(near(cup.left, 33.33) && near(cup.width, 66.67), `${cup.left} ${cup.width}`);
    assert.ok(near(plate.left, 0) && near(plate.width, 33.33), `${plate.left} ${plate.width}`);
    assert.equal(panel.all('.sheet').length, 0);
    assert.match(panel.find('.facts').textContent, /Mean0\.0123/);
    assert.deepEqual(await violations(panel), []);
  });
});

describe('the cells of a sheet', () => {
  const sheet = { columns: 3, cellWidth: 10, cellHeight: 20, gap: 2 };

  it('lie in rows with gaps between them', () => {
    assert.deepEqual(cellBox(sheet, 0), { x: 0, y: 0, width: 10, height: 20 });
    assert.deepEqual(cellBox(sheet, 5), { x: 24, y: 22, width: 10, height: 20 });
  });

  it('cover a sheet that is shown at any size', () => {
    const picture = { bytes: new Uint8Array(), mime: 'image/png', width: 34, height: 42 } as const;
    const { left, width, top } = cellPlace({ ...sheet, picture }, 2);
    assert.equal(Number.parseFloat(left) + Number.parseFloat(width), 100);
    assert.equal(top, '0%');
  });

  it('are walked through with the arrow keys, and not past their ends', () => {
    const after = (index: number, key: string): number | undefined => cellAfter(index, key, 3, 8);
    assert.deepEqual(
      ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'a'].map((key) => after(4, key)),
      [5, 3, 1, 7, 0, 7, undefined],
    );
    assert.equal(after(7, 'ArrowRight'), undefined);
    assert.equal(after(0, 'ArrowUp'), undefined);
    assert.equal(after(6, 'ArrowDown'), undefined);
  });
});
