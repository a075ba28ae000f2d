import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type Mocha from 'mocha';
import { redirectConsole } from './redirectConsole';

/**
 * The entry of the tests that run inside VS Code's extension host: runs every `suite/*.hosttest.js` beside it with mocha.
 *
 * `EXT_TEST_RESULT` names the file that gets mocha's statistics, since VS Code's own exit code also says "passed" when its
 * extension host died; `EXT_TEST_OUTPUT` the file that gets what the tests print, where VS Code has no standard output.
 *
 * @throws Error when a test failed
 */
export async function run(): Promise<void> {
  const output = process.env['EXT_TEST_OUTPUT'];
  if (output) redirectConsole(output);
  // Loaded late: mocha's reporters keep the console.log that they find when they are loaded.
  const { default: MochaClass } = await import('mocha');
  const mocha = new MochaClass({ ui: 'bdd', color: false, reporter: 'spec', timeout: 60_000 });
  const grep = process.env['EXT_TEST_GREP'];
  if (grep) mocha.grep(grep);
  const folder = path.join(__dirname, 'suite');
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith('.hosttest.js')) mocha.addFile(path.join(folder, file));
  }
  const stats = await runToEnd(mocha);
  const result = process.env['EXT_TEST_RESULT'];
  if (result) writeFileSync(result, JSON.stringify(stats));
  if (stats.failures > 0) throw new Error(`${stats.failures} tests failed inside the extension host`);
}

function runToEnd(mocha: Mocha): Promise<Mocha.Stats> {
  return new Promise((resolve, reject) => {
    const runner = mocha.run(() => {
      if (runner.stats) resolve(runner.stats);
      else reject(new Error('mocha kept no statistics'));
    });
  });
}
