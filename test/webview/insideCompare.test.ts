import assert from 'node:assert/strict';
import type { ColourRange } from '../../src/shared/explainProtocol';
import { sameRange, sharedRange } from '../../src/webview/sharedRange';
import { violations } from './support/axe';
import { activations, explanation, insideHandlers } from './support/insideAnswers';
import { usePanels, type PanelOptions, type TestPanel } from './support/panels';
import { insideState, untrained } from './support/states';

interface Asked {
  readonly id: number;
  readonly model?: string;
  readonly range?: ColourRange;
  readonly classIndex?: number;
  readonly layer?: string;
}

/** Pictures whose maps are the stronger the higher their number. */
const PEAKS: Partial<PanelOptions> = {
  handlers: {
    explain: ({ id, method, range }) => {
      const own = { min: 0, max: id / 10 };
      const peak = { x: 0, y: 0, value: own.max };
      return explanation({ method, heatmap: { width: 5, height: 5, peak, range: range ?? own } });
    },
    activations: async ({ id, layer, range }) => {
      const usual = await activations(layer);
      const statistics = { ...usual.statistics, min: -id, max: 2 * id };
      return { ...usual, statistics, sheet: { ...usual.sheet, ...(range && { range }) } };
    },
  },
};

describe('the page Inside: comparing', () => {
  const openPanel = usePanels();

  async function open(options: Partial<PanelOptions> = {}): Promise<TestPanel> {
    const panel = await openPanel({ state: insideState, ...options });
    await panel.until(
      'the choice of models shows',
      () => panel.all('[data-focus="compare-model"]').length > 0,
    );
    return panel;
  }

  function asked(panel: TestPanel, method: 'explain' | 'activations'): readonly Asked[] {
    return panel.callsOf(method) as readonly Asked[];
  }

  function scales(panel: TestPanel): readonly string[] {
    return panel.all('.scale').map(({ textContent }) => textContent);
  }

  it('says what the colours mean, in numbers', async () => {
    const panel = await open();
    await panel.until('the scale has numbers', () => scales(panel)[0]?.includes('0.4') === true);
    assert.deepEqual(scales(panel), ['0  0.4 gradient of the class score']);
    await panel.type('[data-focus="look-method"]', 'occlusion');
    await panel.until('other numbers', () => scales(panel)[0]?.includes('log-odds') === true);
    assert.deepEqual(scales(panel), ['0  0.4 log-odds lost when hidden']);
  });

  it('draws two pictures in the range of the stronger one, and in their own when told so', async () => {
    const panel = await open(PEAKS);
    await panel.type('[data-focus="look-compare"]', '3');
    await panel.until('it is drawn anew', () => asked(panel, 'explain').some(({ range }) => range));
    const calls = asked(panel, 'explain');
    assert.deepEqual(
      calls.map(({ id, range }) => [id, range]),
      [
        [1, undefined],
        [3, undefined],
        [1, { min: 0, max: 0.3 }],
      ],
      'only the weaker one is drawn anew',
    );
    await panel.until('one scale shows', () => scales(panel).length === 1);
    assert.deepEqual(scales(panel), ['0  0.3 gradient of the class score']);
    assert.equal(panel.all('.look .bars').length, 2, 'both answers stand there');
    assert.deepEqual(await violations(panel), []);
    await panel.click(panel.find('[data-focus="compare-scale"]'));
    await panel.until('each has its own', () => scales(panel).length === 2);
    assert.deepEqual(scales(panel), [
      '0  0.1 gradient of the class score',
      '0  0.3 gradient of the class score',
    ]);
    const kept = (panel.stored as { choices: Record<string, string> }).choices;
    assert.equal(kept['comparison-scale'], 'own');
  });

  it('puts another model beside it, with the same class by name and the same layer', async () => {
    const panel = await open({
      handlers: {
        modelParts: ({ model }) => ({
          title: model === undefined ? 'own' : 'another',
          labels: model === undefined ? [] : ['spoon', 'plate'],
          layers: [],
        }),
      },
    });
    await panel.type('[data-focus="look-class"]', '4');
    await panel.type('[data-focus="compare-model"]', untrained.id);
    await panel.until('both maps show', () => panel.all('.look-map').length === 2);
    assert.deepEqual(asked(panel, 'explain').at(-1), {
      id: 1,
      model: untrained.id,
      method: 'gradcam',
      classIndex: 1,
    });
    assert.deepEqual(
      panel.all('.look-title').map(({ textContent }) => textContent),
      ['cup-1.jpg · Kitchenware (sample model)', 'cup-1.jpg · another'],
    );
    await panel.type('[data-focus="look-class"]', '0');
    await panel.until('cup is asked for', () =>
      asked(panel, 'explain').some(({ classIndex }) => classIndex === 0),
    );
    assert.equal(
      asked(panel, 'explain').at(-1)?.classIndex,
      undefined,
      'it knows no cup: its own best answer',
    );
  });

  it('shows the same maps of two pictures in one range', async () => {
    const stored = { choices: { 'inside-section': 'activations' } };
    const panel = await open({ ...PEAKS, stored });
    await panel.type('[data-focus="look-compare"]', '2');
    await panel.until('both are drawn in one range', () => {
      const ranges = asked(panel, 'activations').filter(({ range }) => range?.max === 4);
      return ranges.some(({ id }) => id === 1) && ranges.some(({ id }) => id === 2);
    });
    assert.deepEqual(
      asked(panel, 'activations').findLast(({ id }) => id === 2),
      {
        id: 2,
        layer: 'block1_conv1',
        scale: 'map',
        colours: 'viridis',
        channels: [7, 3, 0, 31, 12],
        range: { min: -2, max: 4 },
      },
    );
    assert.equal(panel.all('[data-focus="map-scale"]').length, 0, 'one scale leaves no other choice');
    await panel.until('the scales show', () => scales(panel).every((scale) => scale === '−2  4 activation'));
    assert.equal(scales(panel).length, 2);
    const clips = panel.all('.map-zoom clipPath').map(({ id }) => id);
    assert.equal(new Set(clips).size, 2);
    assert.deepEqual(await violations(panel), []);
  });

  it('says so when the other model has no such layer', async () => {
    const stored = { choices: { 'inside-section': 'activations' } };
    const panel = await open({
      stored,
      handlers: {
        modelParts: ({ model }, context) =>
          model === undefined
            ? insideHandlers().modelParts({ id: 1 }, context)
            : { title: 'another', labels: [], layers: [] },
      },
    });
    await panel.type('[data-focus="compare-model"]', untrained.id);
    await panel.until('the reason shows', () => panel.text.includes('This model has no layer block1_conv1.'));
  });

  it('says why another model cannot be looked into', async () => {
    const panel = await open({
      handlers: {
        modelParts: ({ model }, context) => {
          if (model === undefined) return insideHandlers().modelParts({ id: 1 }, context);
          throw new Error('Its file has gone.');
        },
      },
    });
    await panel.type('[data-focus="compare-model"]', untrained.id);
    await panel.until('the reason shows', () => panel.text.includes('Its file has gone.'));
    assert.equal(panel.all('.look').length, 1);
  });
});

describe('the range of two pictures', () => {
  const known = new Map([
    ['a', { min: -1, max: 2 }],
    ['b', { min: 0, max: 5 }],
  ]);

  it('spans both, once both are known', () => {
    assert.deepEqual(sharedRange(['a', 'b'], known), { min: -1, max: 5 });
    assert.equal(sharedRange(['a', 'c'], known), undefined);
    assert.equal(sharedRange(['a', null], known), undefined);
    assert.equal(sharedRange([], known), undefined);
  });

  it('is the same where its ends are', () => {
    assert.ok(sameRange({ min: 0, max: 5 }, known.get('b')));
    assert.ok(!sameRange(known.get('a'), known.get('b')));
    assert.ok(!sameRange(undefined, known.get('b')));
  });
});
