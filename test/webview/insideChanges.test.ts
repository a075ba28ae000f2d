import assert from 'node:assert/strict';
import type { VariantResult } from '../../src/shared/explainProtocol';
import {
  CHANGES,
  coursesOf,
  stepOf,
  stepOptions,
  variantsAlong,
  withStep,
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
    assert.deepEqual(variantsAsked(panel).slice(0, 2), [
      { id: 'None', flip: 'horizontal' },
      { id: '90', flip: 'horizontal', jpegQuality: 90 },
    ]);
    assert.equal(panel.all('[data-focus="change-jpegQuality"]').length, 0);
    await panel.click(panel.button('Reset'));
    await panel.until('the picture is as it was', () => variantsAsked(panel)[0]?.flip === undefined);
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

  it('can each be chosen and read back', () => {
    for (const name of CHANGES) {
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
