import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cliEntry, runNode } from '../cli/runCli';
import { projectRoot } from '../support/paths';

describe("the benchmark's look at native libraries", function () {
  let folder: string;
  before(function () {
    // Elsewhere no file tells what a process has loaded.
    if (process.platform !== 'linux') this.skip();
    folder = mkdtempSync(path.join(tmpdir(), 'xception-bench-'));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function libraries(...args: readonly string[]): Promise<readonly string[]> {
    const list = path.join(folder, 'libraries');
    const { code, stderr } = await runNode(
      ['--import', path.join(projectRoot, 'bench', 'subjects', 'listLibraries.mjs'), ...args],
      { env: { ...process.env, XCEPTION_BENCH_LIBRARIES: list } },
    );
    assert.equal(code, 0, stderr);
    return JSON.parse(readFileSync(list, 'utf8')) as readonly string[];
  }

  it('finds none in a command that describes a network', async () => {
    assert.deepEqual(await libraries(cliEntry, 'summary', '--network', 'paper'), []);
  });

  it("finds sharp's where it is loaded", async () => {
    const sharp = JSON.stringify(path.join(projectRoot, 'node_modules', 'sharp'));
    const found = await libraries('-e', `require(${sharp})`);
    assert.ok(
      found.some((name) => name.startsWith('sharp')),
      found.join(', '),
    );
  });
});
