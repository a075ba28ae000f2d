import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../support/paths';
import { runNode, type NodeResult } from './support/runNode';
import { useTemporaryFolder } from './support/temporaryFolder';

/** A Python of another version, as far as the set-up can ask. */
const ANOTHER = '#!/bin/sh\necho "cpython 3.12 3.12.1 24.0"\n';

describe('npm run test:keras on a machine without CPython 3.11', () => {
  const folder = useTemporaryFolder();

  function run(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<NodeResult> {
    const tools = path.join(folder(), 'tools');
    mkdirSync(tools, { recursive: true });
    const python = path.join(tools, 'python3');
    writeFileSync(python, ANOTHER);
    chmodSync(python, 0o755);
    return runNode([path.join(projectRoot, 'scripts', 'testKeras.mjs'), ...args], {
      env: { PATH: tools, HOME: folder(), XCEPTION_CACHE: path.join(folder(), 'cache'), ...environment },
    });
  }

  before(function () {
    // Elsewhere another reason comes first: there is no wheel at all.
    if (process.platform !== 'linux' || process.arch !== 'x64') this.skip();
  });

  it('fails, says which Python it found, and how to name another', async () => {
    const { code, stderr } = await run([]);
    assert.equal(code, 1);
    assert.match(stderr, /There is no CPython 3\.11 .*python3 is cpython 3\.12\.1/);
    assert.match(stderr, /What to do: .*XCEPTION_PYTHON/);
  });

  it('is passed over with --if-possible, and says why', async () => {
    const { code, stdout, stderr } = await run(['--if-possible']);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^Not compared with live Keras\. There is no CPython 3\.11/);
  });

  it('names the Python that XCEPTION_PYTHON chose', async () => {
    const { code, stderr } = await run([], { XCEPTION_PYTHON: path.join(folder(), 'tools', 'python3') });
    assert.equal(code, 1);
    assert.match(stderr, /The Python that XCEPTION_PYTHON names .* is no CPython 3\.11/);
  });
});
