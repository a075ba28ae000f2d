#!/usr/bin/env node
import { processOutput } from './cliContext';
import { runCommandLine } from './runCommandLine';

// npm runs scripts in the package's folder; the paths on the command line are meant from where the user stands.
const { npm_lifecycle_event: script, INIT_CWD: userFolder } = process.env;
if (script === 'xception' && userFolder) process.chdir(userFolder);

void runCommandLine(process.argv.slice(2), {
  stdout: processOutput(process.stdout),
  stderr: processOutput(process.stderr),
  env: process.env,
  dist: __dirname,
}).then((code) => {
  process.exitCode = code;
});
