// `npm run soak [-- --minutes N] [--pictures N] [--docs]`: mixed use for a while, and whether memory, open files and processes
// stay as they are. --docs writes what was measured into docs/RELIABILITY.md.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './setup/build.mjs';
import { entry, root } from './setup/entry.mjs';
import { Progress } from './setup/progress.mjs';
import { lastLines, run } from './setup/run.mjs';
import { sampleModelFolder } from './setup/sampleModel.mjs';
import { setUp } from './setup/setUp.mjs';
import { SetupError } from './setup/setupError.mjs';
import { measure } from './soak/measure.mjs';
import { growth, reportMarkdown, writeIntoDocs } from './soak/report.mjs';
import { startUse } from './soak/rounds.mjs';

await entry(async () => {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '30' },
      pictures: { type: 'string', default: '2000' },
      docs: { type: 'boolean', default: false },
    },
  });
  const minutes = Number(values.minutes);
  const pictures = Number(values.pictures);
  // Fewer pictures than that do not hold every kind of broken one.
  if (!(minutes > 0) || !(pictures === 0 || pictures >= 130)) {
    throw new SetupError(
      '--minutes takes a number, and --pictures 0 or 130 and more.',
      'For example: --minutes 10 --pictures 2000',
    );
  }
  const progress = new Progress();
  const { cache, environment } = await setUp({ root, progress });
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'xception-soak-'));
  try {
    const samples = await progress.step(`Using it for ${minutes} minutes`, (report) =>
      soak({ cache, scratch, minutes, report }),
    );
    const folder =
      pictures > 0 ? await brokenFolder({ pictures, scratch, progress, environment }) : undefined;
    const markdown = reportMarkdown({ samples, minutes, ...(folder && { folder }) });
    console.log(markdown);
    if (values.docs) writeIntoDocs(path.join(root, 'docs', 'RELIABILITY.md'), markdown);
    const grew = growth(samples);
    if (grew.length === 0) return 0;
    console.error(`\nNot flat:\n${grew.join('\n')}`);
    return 1;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
});

/** @param {{ cache: string, scratch: string, minutes: number, report: import('./setup/progress.mjs').Report }} request */
async function soak({ cache, scratch, minutes, report }) {
  const api = createRequire(import.meta.url)(path.join(root, 'dist', 'api.js'));
  const folders = [path.join(root, 'media', 'samples'), path.join(sampleModelFolder(cache), 'photographs')];
  const use = await startUse({ api, folders, scratch });
  const started = Date.now();
  const since = () => (Date.now() - started) / 60_000;
  const samples = [];
  try {
    for (let round = 0; since() < minutes; round++) {
      await use.round(round);
      samples.push(await measure(since(), round + 1));
      report(`${since().toFixed(1)} of ${minutes} minutes, ${round + 1} rounds`);
    }
  } finally {
    await use.end();
  }
  return samples;
}

/**
 * @param {{ pictures: number, scratch: string, progress: Progress, environment: NodeJS.ProcessEnv }} request
 * @returns {Promise<import('./soak/report.mjs').BrokenFolder>}
 */
async function brokenFolder({ pictures, scratch, progress, environment }) {
  const file = path.join(scratch, 'folder.json');
  await progress.step(`A folder of ${pictures} pictures, every tenth broken`, async () => {
    await build(root, ['--tests', path.join('test', 'faults')]);
    const test = path.join('out', 'test', 'faults', 'brokenFolder.test.js');
    const mocha = path.join('node_modules', 'mocha', 'bin', 'mocha.js');
    const env = { ...environment, XCEPTION_BROKEN_PICTURES: String(pictures), XCEPTION_BROKEN_REPORT: file };
    const result = await run(process.execPath, [mocha, '--exit', test], { cwd: root, env });
    if (result.code !== 0)
      throw new SetupError('The folder did not pass.', 'See the test.', { output: lastLines(result, 30) });
  });
  return JSON.parse(await readFile(file, 'utf8'));
}
