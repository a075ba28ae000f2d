import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { reportMarkdown } from './reportMarkdown.mjs';
import { reportPlots } from './reportPlots.mjs';
import { resultFile } from './resultFile.mjs';

/**
 * Writes a report: a whole run's to bench/results and its plots to docs/performance, where they are kept with the
 * repository; one that was cut short to out/bench, where nobody quotes it.
 * @param {object} request
 * @param {string} request.root
 * @param {import('./reportTables.mjs').Report} request.report
 * @param {boolean} request.whole
 * @returns {Promise<string>} the JSON file
 */
export async function saveReport({ root, report, whole }) {
  const file = whole ? resultFile(root, report.kind) : path.join(root, 'out', 'bench', `${report.kind}.json`);
  const plots = whole ? path.join(root, 'docs', 'performance') : path.join(root, 'out', 'bench');
  await mkdir(path.dirname(file), { recursive: true });
  await mkdir(plots, { recursive: true });
  await writeFile(file, `${JSON.stringify(report, undefined, 2)}\n`);
  await writeFile(file.replace(/\.json$/, '.md'), reportMarkdown(report));
  for (const [name, svg] of reportPlots(report)) await writeFile(path.join(plots, name), svg);
  return file;
}
