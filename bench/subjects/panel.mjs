import { clickInEditor } from '../measure/clickInEditor.mjs';
import { sample } from '../measure/statistics.mjs';

/**
 * How long the panel takes in the real editor: `bench/editor/panelSpeed.ts` opens, sorts and filters, and notes.
 * @param {object} request
 * @param {string} request.root
 * @param {import('../../scripts/setup/progress.mjs').Progress} request.progress
 * @param {boolean} request.quick
 */
export async function measurePanel({ root, progress, quick }) {
  const { noted, ...where } = await clickInEditor({
    root,
    progress,
    spec: 'panelSpeed',
    notes: 'panel.json',
  });
  const { opening, sorting, filtering } = /** @type {Record<string, number[]>} */ (noted);
  return {
    kind: /** @type {const} */ ('panel'),
    quick,
    ...where,
    opening: sample(opening ?? []),
    sorting: sample(sorting ?? []),
    filtering: sample(filtering ?? []),
  };
}
