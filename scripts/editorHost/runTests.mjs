#!/usr/bin/env node
// Runs a test module inside the extension host of a real VS Code, as a server with a browser.
//
//   runTests.mjs --extensionDevelopmentPath=DIR --extensionTestsPath=FILE [--vsix=FILE] [--verbose] [FOLDER]
//
// Takes the arguments of a desktop VS Code, so that it can be the `vscodeExecutablePath` of @vscode/test-electron.
// Exit codes: 0 every test passed, 1 one failed, 2 they could not run, 3 out of time, 129/130/143 ended by a signal.
// Environment: EXT_TEST_RESULT names the file for mocha's statistics, EXT_TEST_LIMIT_MS the time that a run may take.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SetupError } from '../setup/setupError.mjs';
import { HostedTests } from './hostedTests.mjs';
import { OutputFollower } from './outputFollower.mjs';
import { provideEditorHost } from './provide.mjs';

const SIGNAL_CODES = /** @type {const} */ ({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 });

/** @returns {Promise<number>} the exit code */
async function main() {
  const { values, positionals } = parseArgs({
    strict: false,
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: 'string' },
      extensionTestsPath: { type: 'string' },
      vsix: { type: 'string' },
      verbose: { type: 'boolean' },
    },
  });
  const { extensionDevelopmentPath, extensionTestsPath, vsix } = values;
  if (typeof extensionDevelopmentPath !== 'string' || typeof extensionTestsPath !== 'string') {
    console.error('runTests: --extensionDevelopmentPath and --extensionTestsPath are needed');
    return 2;
  }
  const host = await provideEditorHost({ progress: (message) => console.error(message) });
  const folder = positionals.find((argument) => existsSync(argument));
  const resultFile = process.env['EXT_TEST_RESULT'];
  const tests = new HostedTests({
    host,
    extensionDevelopmentPath,
    extensionTestsPath,
    verbose: values['verbose'] === true,
    ...(folder === undefined ? {} : { folder }),
    ...(typeof vsix === 'string' ? { vsix } : {}),
    ...(resultFile ? { resultFile } : {}),
  });
  const output = new OutputFollower(tests.outputFile, process.stdout);
  try {
    const outcome = await Promise.race([tests.run(), interrupted()]);
    output.drain();
    if (outcome.why) console.error(`runTests: ${outcome.why}`);
    if (outcome.code === 2) console.error(`Last lines of the server:\n${tests.serverTail()}`);
    return outcome.code;
  } finally {
    output.stop();
    await tests.dispose();
  }
}

/** @returns {Promise<import('./hostedTests.mjs').Outcome>} when a signal came or the time is over */
function interrupted() {
  const limit = Number(process.env['EXT_TEST_LIMIT_MS'] ?? 600_000);
  return new Promise((resolve) => {
    setTimeout(() => resolve({ code: 3, why: `no result within ${limit} ms` }), limit);
    for (const [signal, code] of Object.entries(SIGNAL_CODES)) {
      process.once(signal, () => resolve({ code, why: `ended by ${signal}` }));
    }
  });
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof SetupError ? error.toText() : error);
    process.exit(2);
  },
);
