import assert from 'node:assert/strict';
import type { VariantResult } from '../../src/shared/explainProtocol';
import {
  CHANGES,
  coursesOf,
  currentStep,
  LIST_NAMES,
  SLIDER_NAMES,
  SLIDERS,
  stepOf,
  stepOptions,
  valueOf,
  variantsAlong,
  withStep,
  withValue,
  type Change,
} from '../../src/webview/variantSteps';
import { usePanels, type TestPanel } from './support/panels';
import { insideState } from './support/states';

describe('the page Inside: what changes it', () => {
  const openPanel = usePanels();

  async function open(): Promise<TestPanel> {
    const stored = { choices: { 'inside-section': 'changes' } };
    const panel = await openPanel({ state: insideState, stored });
    await panel.until('the pictures show', () => panel.all('.variant-seen img').length > 0);
    return panel;
  }

  function variantsAsked(panel: TestPanel): readonly Change[] {
    const { variants } = panel.callsOf('variants').at(-1) as { readonly variants: readonly Change[] };
    return variants;
  }

  it('asks once for all steps and shows lines, numbers and pictures', async () => {
    const panel = await open();
    assert.equal(panel.callsOf('variants').length, 1);
    assert.deepEqual(
      variantsAsked(panel).map(({ rotate }) => rotate),
      [-60, -45, -30, -15, 0, 15, 30, 45, 60],
    );
    await panel.until('all pictures show', () => panel.all('.variant-seen img').length === 9);
    const rows = panel.all('.variant-table tbody tr').slice(1);
    assert.deepEqual(
      rows.map((row) => row.textContent.trim().slice(0, 15)),
      ['cup100.0%88.9%7', 'fork0.0%11.1%22'],
    );
    const lines = panel.all('.variant-chart polyline').map((line) => line.getAttribute('points') ?? '');
    assert.match(lines[0] ?? '', /^50,0\.00 150,11\.11 .* 850,88\.89$/);
    assert.match(lines[1] ?? '', /^50,100\.00 150,88\.89 .* 850,11\.11$/);
    const best = panel.all('.variant-best').map(({ textContent }) => textContent);
    assert.equal(best.length, 9);
    assert.equal(best.at(-1), '88.9%');
  });

  it('tries other changes on top of each other', async () => {
    const panel = await open();
    await panel.type('[data-focus="change-along"]', 'jpegQuality');
    await panel.type('[data-focus="change-flip"]', 'horizontal');
    await panel.until('it is asked', () => variantsAsked(panel)[0]?.flip === 'horizontal');
    assert.deepEqual(variantsAsked(panel).slice(-2), [
      { id: '90', flip: 'horizontal', jpegQuality: 90 },
      { id: 'None', flip: 'horizontal' },
    ]);
    await panel.click(panel.button('Reset'));
    await panel.until('the picture is as it was', () => variantsAsked(panel)[0]?.flip === undefined);
  });
});

describe('the sliders of what changes it', () => {
  const openPanel = usePanels();

  it('have names, units and keys, and show the course along the one that is moved', async () => {
    const stored = { choices: { 'inside-section': 'changes' } };
    const panel = await openPanel({ state: insideState, stored });
    await panel.until('the pictures show', () => panel.all('.variant-seen img').length === 9);
    for (const name of SLIDER_NAMES) {
      const slider = panel.find(`[data-focus="change-${name}"]`) as HTMLInputElement;
      assert.equal(slider.type, 'range');
      assert.ok(slider.getAttribute('aria-label'));
      assert.equal(Number(slider.value), SLIDERS[name].usual);
    }
    const blur = panel.find('[data-focus="change-blur"]');
    assert.equal(blur.getAttribute('aria-valuetext'), '0 px');
    await panel.type('[data-focus="change-blur"]', '2.5');
    await panel.type('[data-focus="change-crop"]', '0.55');
    assert.equal(panel.find('[data-focus="change-blur"]').getAttribute('aria-valuetext'), '2.5 px');
    await panel.until('it is asked', () => panel.callsOf('variants').length > 1);
    assert.equal(panel.callsOf('variants').length, 2, 'a slider that is still moving asks for nothing');
    const { variants } = panel.callsOf('variants').at(-1) as { variants: readonly Change[] };
    assert.deepEqual(
      variants.map(({ crop }) => crop),
      [0.3, 0.4, 0.5, 0.55, 0.7, 0.8, 0.9, 1],
    );
    assert.ok(variants.every(({ blur: softened }) => softened === 2.5));
    await panel.until('its course shows', () =>
      panel.find('.variant-table thead').textContent.includes('55%'),
    );
    const current = panel.all('.variant-table th[aria-current]');
    assert.deepEqual(
      current.map(({ textContent }) => textContent),
      ['55%'],
    );
    assert.equal(panel.find('.variant-current').getAttribute('d'), 'M350 0V100');
    assert.equal((panel.find('[data-focus="change-along"]') as HTMLSelectElement).value, 'crop');
    await panel.click(panel.button('Reset'));
    assert.equal((panel.find('[data-focus="change-blur"]') as HTMLInputElement).value, '0');
  });
});

describe('the steps of a change', () => {
  it('have names of their own and leave the other changes alone', () => {
    for (const along of CHANGES) {
      const variants = variantsAlong(along, { rotate: 15, fit: 'crop' });
      assert.equal(new Set(variants.map(({ id }) => id)).size, variants.length);
      for (const variant of variants) {
        if (along !== 'rotate') assert.equal(variant.rotate, 15);
        if (along !== 'fit') assert.equal(variant.fit, 'crop');
      }
    }
  });

  it('are nine at most, what is chosen among them', () => {
    for (const name of CHANGES) assert.ok(variantsAlong(name, {}).length <= 9, name);
    assert.ok(CHANGES.every((name) => currentStep(name, {}) >= 0 || name === 'resize' || name === 'fit'));
    for (const name of SLIDER_NAMES) {
      const { min, max, step } = SLIDERS[name];
      for (let value = min; value <= max; value += step) {
        const change = withValue({}, name, value);
        const variants = variantsAlong(name, change);
        assert.ok(variants.length <= 9);
        assert.equal(valueOf(change, name), value);
        const current = variants[currentStep(name, change)];
        assert.ok(current, `${name} ${value}`);
        const { id, ...rest } = current;
        assert.equal(valueOf(rest, name), value, id);
      }
    }
  });

  it('can each be chosen and read back', () => {
    for (const name of LIST_NAMES) {
      const options = stepOptions(name).map(([value]) => value);
      assert.ok(options.includes(stepOf({}, name)), name);
      for (const value of options) assert.equal(stepOf(withStep({}, name, value), name), value);
    }
    assert.deepEqual(withStep({ flip: 'vertical', blur: 1 }, 'flip', ''), { blur: 1 });
  });
});

describe('the courses of probabilities', () => {
  const result = (id: string, ...probabilities: readonly number[]): VariantResult => ({
    variant: { id },
    predictions: probabilities.map((probability, index) => ({ index, label: `class ${index}`, probability })),
    entropy: 0,
  });

  it('are those that come highest anywhere', () => {
    const courses = coursesOf([result('a', 0.6, 0.3, 0.1), result('b', 0.1, 0.2, 0.7)], 2);
    assert.deepEqual(
      courses.map(({ label, probabilities }) => [label, probabilities]),
      [
        ['class 2', [0.1, 0.7]],
        ['class 0', [0.6, 0.1]],
      ],
    );
  });
});
