import { clickInEditor } from '../measure/clickInEditor.mjs';
import { sample } from '../measure/statistics.mjs';

/**
 * How long a click takes in the real editor, beyond the engine: `bench/editor/latency.ts` clicks and notes.
 * @param {object} request
 * @param {string} request.root
 * @param {import('../../scripts/setup/progress.mjs').Progress} request.progress
 * @param {boolean} request.quick
 */
export async function measureEditor({ root, progress, quick }) {
  const { noted, ...where } = await clickInEditor({ root, progress, spec: 'latency', notes: 'clicks.json' });
  const clicks = /** @type {{ total: number, engine: number }[]} */ (noted);
  return {
    kind: /** @type {const} */ ('editor'),
    quick,
    ...where,
    total: sample(clicks.map(({ total }) => total)),
    engine: sample(clicks.map(({ engine }) => engine)),
    beyond: sample(clicks.map(({ total, engine }) => total - engine)),
  };
}
