import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type * as PythonModule from '../../scripts/setup/python.mjs';
import { copyScripts, linkPackages } from './support/cloneLike';
import { loadScript } from './support/loadScript';
import { runNode, type NodeResult } from './support/runNode';
import { useTemporaryFolder } from './support/temporaryFolder';

/** A proxy that nobody offers: whatever would use the network fails at once. */
const NO_NETWORK = 'http://127.0.0.1:9';

describe('set-up on a machine where something is missing', () => {
  const folder = useTemporaryFolder();
  let tools: string;

  beforeEach(() => {
    copyScripts(folder());
    linkPackages(folder());
    tools = path.join(folder(), 'tools');
    mkdirSync(tools);
  });

  /** The real set-up, with nothing on PATH but what the test put there. */
  function setUp(): Promise<NodeResult> {
    return runNode([path.join(folder(), 'scripts', 'setup.mjs')], {
      env: {
        PATH: tools,
        HOME: folder(),
        XCEPTION_CACHE: path.join(folder(), 'cache'),
        HTTPS_PROXY: NO_NETWORK,
        HTTP_PROXY: NO_NETWORK,
        PIP_RETRIES: '0',
      },
    });
  }

  /** Puts the Python of this machine on the PATH of the test. */
  async function givePython(): Promise<void> {
    const { findPython } = await loadScript<typeof PythonModule>('setup/python.mjs');
    const python = await findPython();
    const ask = [...python.args, '-c', 'import sys; print(sys.executable)'];
    const executable = execFileSync(python.command, ask, { encoding: 'utf8' }).trim();
    const script = path.join(tools, 'python3');
    writeFileSync(script, `#!/bin/sh\nexec "${executable}" "$@"\n`);
    chmodSync(script, 0o755);
  }

  it("names a missing Python and the installer's failure, with a remedy for each", async () => {
    const { code, stderr } = await setUp();
    assert.equal(code, 1);
    assert.match(stderr, /There is no native TensorFlow/);
    assert.match(stderr, /There is no Python 3 on PATH/);
    assert.match(stderr, /What to do: Install Python 3/);
    assert.match(stderr, /tfjs-node's installer failed/);
    assert.match(stderr, /What to do: Check the network/);
    assert.doesNotMatch(stderr, /^\s+at /m, 'no stack trace');
  });

  it('names a missing compiler before it fetches anything', async () => {
    await givePython();
    const { code, stderr } = await setUp();
    assert.equal(code, 1);
    assert.match(stderr, /There is no C\+\+ compiler on PATH/);
    assert.match(stderr, /What to do: Install /);
    assert.doesNotMatch(stderr, /There is no Python/);
    assert.doesNotMatch(stderr, /Fetching TensorFlow/);
  });

  it('says that pip could not fetch where there is no network, and leaves nothing half-made', async () => {
    await givePython();
    const compiler = path.join(tools, 'c++');
    writeFileSync(compiler, '#!/bin/sh\necho "compiler 1.0"\n');
    chmodSync(compiler, 0o755);
    const { code, stderr } = await setUp();
    assert.equal(code, 1);
    assert.match(stderr, /pip could not fetch tensorflow/);
    assert.match(stderr, /HTTPS_PROXY/);
    const native = path.join(folder(), 'cache', 'native');
    assert.deepEqual(readdirSync(native), []);
  });
});
