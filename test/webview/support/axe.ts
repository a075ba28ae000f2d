import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type axe from 'axe-core';
import type { TestPanel } from './panels';

const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What breaks a rule of axe; every rule but the one that needs colours, which a document without layout has not. */
export async function violations(panel: Pick<TestPanel, 'window'>): Promise<readonly string[]> {
  panel.window.eval(source);
  const { axe: engine } = panel.window as unknown as { axe: typeof axe };
  const results = await engine.run(panel.window.document, {
    rules: { 'color-contrast': { enabled: false } },
  });
  assert.ok(results.passes.length > 10);
  return [...results.violations].flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
