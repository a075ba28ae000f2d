import { loadAverage, machine } from '../measure/machine.mjs';
import { provideModels } from '../setup/models.mjs';
import { providePhotographs } from '../setup/photographs.mjs';
import { startOurs } from './ourEngine.mjs';

const PICTURES = 2000;
const QUICK_PICTURES = 160;
/** Pictures between two looks at the memory. */
const STEP = 40;

/**
 * Many pictures through one warm inference process, whose resident memory is read now and then: it must not grow.
 * @param {object} request
 * @param {string} request.root
 * @param {string} request.cache
 * @param {import('../../scripts/setup/progress.mjs').Progress} request.progress
 * @param {boolean} request.quick
 */
export async function measureMemory({ root, cache, progress, quick }) {
  const models = await provideModels({ root, cache, progress });
  const photographs = await providePhotographs({ root, cache, progress });
  const process = await startOurs({ root, model: models.keras, setting: { network: 'paper' } });
  const count = quick ? QUICK_PICTURES : PICTURES;
  try {
    /** @type {{ pictures: number, residentBytes: number, tensors: number }[]} */
    const samples = [];
    await progress.step(`${count} pictures through one process`, async (report) => {
      for (let done = 0; done < count; done += STEP) {
        const from = done % photographs.length;
        await process.ask('folder', { files: photographs.slice(from, from + STEP) });
        const { residentBytes, tensors } = await process.ask('status');
        samples.push({ pictures: done + STEP, residentBytes, tensors });
        report(`${done + STEP} of ${count}`);
      }
    });
    return {
      kind: /** @type {const} */ ('memory'),
      date: new Date().toISOString(),
      quick,
      machine: machine(),
      load: { after: loadAverage() },
      samples,
      ...growthOf(samples),
    };
  } finally {
    await process.end();
  }
}

/**
 * Whether memory is flat: the later half of the run against the quarter before it, when all is warm.
 * @param {readonly { pictures: number, residentBytes: number, tensors: number }[]} samples
 * @returns {{ earlyBytes: number, lateBytes: number, bytesPerPicture: number, tensorsGrew: boolean }} means of the second
 *   quarter and of the last one, and the slope between them
 */
export function growthOf(samples) {
  const quarter = Math.floor(samples.length / 4);
  const early = samples.slice(quarter, 2 * quarter);
  const late = samples.slice(-quarter);
  if (quarter === 0) throw new Error('Too few samples to tell whether memory grows.');
  const mean = (/** @type {readonly number[]} */ values) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const bytes = (/** @type {typeof early} */ part) => mean(part.map(({ residentBytes }) => residentBytes));
  const pictures = (/** @type {typeof early} */ part) => mean(part.map((one) => one.pictures));
  const [earlyBytes, lateBytes] = [bytes(early), bytes(late)];
  return {
    earlyBytes,
    lateBytes,
    bytesPerPicture: (lateBytes - earlyBytes) / (pictures(late) - pictures(early)),
    tensorsGrew: (late.at(-1)?.tensors ?? 0) > (early[0]?.tensors ?? 0),
  };
}
