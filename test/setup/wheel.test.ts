import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type * as PythonModule from '../../scripts/setup/python.mjs';
import type * as WheelModule from '../../scripts/setup/wheel.mjs';
import { loadScript } from './support/loadScript';
import { makeWheel } from './support/makeWheel';
import { useTemporaryFolder } from './support/temporaryFolder';

const FILES = {
  'kit/libraries/one.so': 'first library',
  'kit/libraries/two.so': 'second library',
  'kit/include/c/api.h': '// header',
  'kit/include/c/deep/more.h': '// another header',
  'kit/unwanted.txt': 'not this one',
};

/** pip's real `download`, from a folder instead of an index. */
const OFFLINE = { PIP_NO_INDEX: '1', PIP_FIND_LINKS: '' };

describe('wheels', () => {
  const folder = useTemporaryFolder();
  const outside = { ...process.env };
  let python: PythonModule.Python;
  let wheels: typeof WheelModule;
  let index: string;
  let target: string;

  before(async () => {
    python = await (await loadScript<typeof PythonModule>('setup/python.mjs')).findPython();
    wheels = await loadScript<typeof WheelModule>('setup/wheel.mjs');
  });

  beforeEach(() => {
    index = path.join(folder(), 'index');
    target = path.join(folder(), 'target');
    mkdirSync(index);
    mkdirSync(target);
    Object.assign(process.env, OFFLINE, { PIP_FIND_LINKS: index });
  });

  afterEach(() => {
    for (const name of Object.keys(OFFLINE)) {
      if (outside[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = outside[name];
    }
  });

  const wheel = (sha256: string, requirement = 'sample-kit==1.0'): WheelModule.Wheel => ({
    requirement,
    tags: ['--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311', '--platform', 'any'],
    sha256,
    bytes: 1000,
  });
  const silent = (): void => undefined;

  it('fetches the pinned file and unpacks only what the rules name', async () => {
    const made = await makeWheel(index, FILES);
    const file = await wheels.downloadWheel(python, wheel(made.sha256), target, silent);
    assert.deepEqual(readFileSync(file), readFileSync(made.file));

    const out = path.join(folder(), 'out');
    mkdirSync(out);
    await wheels.unpackWheel(python, file, out, [
      { glob: 'kit/libraries/one.so', strip: 'kit/libraries/' },
      { glob: 'kit/include/*.h', strip: 'kit/' },
    ]);
    const { fileSizes } = await loadScript<{
      fileSizes: (folder: string) => Promise<Record<string, number>>;
    }>('setup/completeFolder.mjs');
    assert.deepEqual(await fileSizes(out), {
      'one.so': 13,
      'include/c/api.h': 9,
      'include/c/deep/more.h': 17,
    });
    assert.equal(readFileSync(path.join(out, 'one.so'), 'utf8'), 'first library');
  });

  it('refuses a wheel with other bytes than pinned, and says both checksums', async () => {
    const made = await makeWheel(index, FILES);
    await makeWheel(index, { ...FILES, 'kit/libraries/one.so': 'replaced on its way' });
    await assert.rejects(wheels.downloadWheel(python, wheel(made.sha256), target, silent), (error: Error) => {
      assert.equal(error.name, 'SetupError');
      assert.ok(error.message.includes(made.sha256), error.message);
      assert.match(error.message, /sample_kit-1\.0.*is not the expected file/);
      return true;
    });
  });

  it('says what pip said where the index has no such wheel', async () => {
    await assert.rejects(wheels.downloadWheel(python, wheel('0', 'sample-kit==9.9'), target, silent), {
      name: 'SetupError',
      message: 'pip could not fetch sample-kit==9.9.',
      remedy: /network/,
      output: /No matching distribution found for sample-kit==9\.9/,
    });
  });

  it('says so where a rule finds nothing', async () => {
    const made = await makeWheel(index, FILES);
    await assert.rejects(wheels.unpackWheel(python, made.file, target, [{ glob: 'kit/*.dll', strip: '' }]), {
      name: 'SetupError',
      message: /no file that matches kit\/\*\.dll/,
    });
  });

  it('refuses names that lead out of the folder', async () => {
    const made = await makeWheel(index, { 'kit/../../outside.txt': 'out' });
    await assert.rejects(wheels.unpackWheel(python, made.file, target, [{ glob: '*', strip: '' }]), {
      name: 'SetupError',
      output: /refused/,
    });
  });

  it('fails on a wheel that ends too early, and on one that is none', async () => {
    const made = await makeWheel(index, FILES);
    truncateSync(made.file, Math.floor(made.bytes / 2));
    const rules = [{ glob: '*', strip: '' }];
    await assert.rejects(wheels.unpackWheel(python, made.file, target, rules), /could not be unpacked/);
    writeFileSync(made.file, 'no archive');
    await assert.rejects(wheels.unpackWheel(python, made.file, target, rules), /could not be unpacked/);
  });
});
