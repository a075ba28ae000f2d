import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type axe from 'axe-core';
import type { PanelState } from '../../src/shared/panelProtocol';
import { usePanels, type TestPanel } from './support/panels';
import {
  emptyState,
  failureState,
  insideState,
  layersState,
  manyState,
  repairsState,
  runningState,
  singleState,
  untrainedState,
} from './support/states';

const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Every rule of axe but the one that needs colours, which a document without layout has not. */
async function violations(panel: TestPanel): Promise<readonly string[]> {
  panel.window.eval(source);
  const { axe: engine } = panel.window as unknown as { axe: typeof axe };
  const results = await engine.run(panel.window.document, {
    rules: { 'color-contrast': { enabled: false } },
  });
  assert.ok(results.passes.length > 10);
  return [...results.violations].flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Rows of every kind, and not so many that the check takes long. */
const SOME_LAYERS = { filter: 'conv-a 1' };

const STATES: Readonly<Record<string, readonly [PanelState, ready: string, section?: string]>> = {
  'nothing to show': [emptyState, '.empty'],
  'one picture': [singleState, '.frame img'],
  'many pictures': [manyState, '.thumbnail img'],
  'a failure': [failureState, '.entry-failure'],
  'a run': [runningState, '[role="progressbar"]'],
  'an untrained model': [untrainedState, '.banner-warning'],
  'where it looked': [insideState, '.look-map'],
  'the activations': [insideState, '.sheet-cell', 'activations'],
  'time per layer': [insideState, '[data-focus="time-measure"]', 'time'],
  'what changes the answer': [insideState, '.variant-seen img', 'changes'],
  'the layer table': [layersState, '.row-layer'],
  'the repairs': [repairsState, '.repair'],
};

describe('axe finds nothing wrong with', () => {
  const open = usePanels();
  for (const [name, [state, ready, section = 'look']] of Object.entries(STATES)) {
    it(name, async () => {
      const panel = await open({ state, stored: { ...SOME_LAYERS, choices: { 'inside-section': section } } });
      await panel.until(`${ready} shows`, () => panel.all(ready).length > 0);
      assert.deepEqual(await violations(panel), []);
    });
  }
});
