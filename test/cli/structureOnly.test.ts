import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cliEntry, runNode, type CliRun } from './runCli';

/** Loaded before the command line: no other process, no native library. */
const GUARD = `
const children = require('node:child_process');
for (const name of ['exec', 'execFile', 'fork', 'spawn', 'execSync', 'execFileSync', 'spawnSync']) {
  children[name] = () => { throw new Error('guarded: ' + name); };
}
process.dlopen = () => { throw new Error('guarded: dlopen'); };
`;

describe('the commands that need no TensorFlow', () => {
  let folder: string;
  const guarded = (...args: readonly string[]): Promise<CliRun> =>
    runNode(['--require', path.join(folder, 'guard.cjs'), cliEntry, ...args]);

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'xception-guard-'));
    writeFileSync(path.join(folder, 'guard.cjs'), GUARD);
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  for (const command of [
    'summary --network paper',
    'trace --network pytorch',
    'diff paper article',
    'help classify',
  ]) {
    it(`start no other process and load no native library: ${command}`, async () => {
      const { code, stderr } = await guarded(...command.split(' '));
      assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    });
  }

  it('would be caught if they did, as verify is', async () => {
    const { code, stderr } = await guarded('verify');
    assert.equal(code, 1);
    assert.match(stderr, /guarded: fork/);
  });
});
