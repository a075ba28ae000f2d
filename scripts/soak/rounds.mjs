import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Mixed use, as a person and a program do it, over the product's API.
 * @param {object} request
 * @param {any} request.api dist/api.js
 * @param {readonly string[]} request.folders with photographs
 * @param {string} request.scratch
 */
export async function startUse({ api, folders, scratch }) {
  const pictures = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /\.jpe?g$/.test(name))
      .map((name) => path.join(folder, name)),
  );
  const broken = path.join(scratch, 'broken.jpg');
  writeFileSync(broken, 'This is no picture.\n');
  let model = await api.load('kitchenware');
  /** The answers of the first round; every later one must be the same. @type {string | undefined} */
  let first;
  return {
    /** @param {number} round */
    async round(round) {
      const results = await model.classify([...pictures, broken]);
      const answers = JSON.stringify(results.map(labelOf));
      first ??= answers;
      if (answers !== first) throw new Error(`round ${round} answered otherwise than the first`);
      const picture = pictures[round % pictures.length];
      await model.explain(picture, { method: round % 2 === 0 ? 'gradcam' : 'gradcam++' });
      await cancelled(model, pictures);
      await model.layers();
      api.summary('paper');
      api.trace('article');
      if (round % 10 !== 9) return;
      // As a window that is closed and opened again.
      await model.close();
      model = await api.load('kitchenware');
    },
    end: () => model.close(),
  };
}

/** @param {any} result */
function labelOf(result) {
  return 'error' in result ? result.error.code : result.predictions[0].label;
}

/** @param {any} model @param {readonly string[]} pictures */
async function cancelled(model, pictures) {
  const controller = new AbortController();
  const run = model.classify([...pictures, ...pictures], { signal: controller.signal });
  setTimeout(() => controller.abort(), 100);
  await once(controller.signal, 'abort');
  await run.catch((/** @type {any} */ error) => {
    if (error.code !== 'cancelled') throw error;
  });
}
