import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type * as Packages from '../../scripts/setup/packages.mjs';
import type * as ProgressModule from '../../scripts/setup/progress.mjs';
import { projectRoot } from '../support/paths';
import { loadScript } from './support/loadScript';
import { useTemporaryFolder } from './support/temporaryFolder';

/** A project whose only package lies beside it, so that npm needs no network. */
function writeProject(folder: string, version: string): void {
  const part = path.join(folder, 'part');
  mkdirSync(part, { recursive: true });
  const write = (file: string, value: unknown): void => {
    writeFileSync(path.join(folder, file), JSON.stringify(value));
  };
  write('part/package.json', { name: 'part', version });
  write('package.json', { name: 'whole', version: '1.0.0', dependencies: { part: 'file:part' } });
  write('package-lock.json', {
    name: 'whole',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'whole', version: '1.0.0', dependencies: { part: 'file:part' } },
      'node_modules/part': { resolved: 'part', link: true },
      part: { version },
    },
  });
}

describe('installing packages', () => {
  const folder = useTemporaryFolder();
  let packages: typeof Packages;
  let progress: ProgressModule.Progress;
  let shown: string[];

  beforeEach(async () => {
    packages = await loadScript<typeof Packages>('setup/packages.mjs');
    const { Progress } = await loadScript<typeof ProgressModule>('setup/progress.mjs');
    shown = [];
    progress = new Progress({
      isTTY: false,
      columns: 80,
      write: (text: string | Uint8Array) => {
        shown.push(String(text));
        return true;
      },
    });
  });

  it('runs npm where node_modules is missing, and is silent once it is there', async () => {
    writeProject(folder(), '1.0.0');
    assert.equal(packages.packagesAreCurrent(folder()), false);
    await packages.providePackages(folder(), progress);
    assert.ok(existsSync(path.join(folder(), 'node_modules', 'part', 'package.json')));
    assert.match(shown.join(''), /Installing packages/);
    assert.equal(packages.packagesAreCurrent(folder()), true);

    shown = [];
    const mark = path.join(folder(), 'node_modules', 'mark');
    writeFileSync(mark, '');
    await packages.providePackages(folder(), progress);
    assert.deepEqual(shown, []);
    assert.ok(existsSync(mark), 'npm ci would have removed it');
  });

  it('runs npm again when package-lock.json names another version', async () => {
    writeProject(folder(), '1.0.0');
    await packages.providePackages(folder(), progress);
    writeProject(folder(), '2.0.0');
    assert.equal(packages.packagesAreCurrent(folder()), false);
    assert.equal(packages.matchesInstalled(folder()), false);
    const mark = path.join(folder(), 'node_modules', 'mark');
    writeFileSync(mark, '');
    await packages.providePackages(folder(), progress);
    assert.ok(!existsSync(mark));
    assert.equal(packages.packagesAreCurrent(folder()), true);
  });

  it('takes what the reader installed with npm, without running npm', async () => {
    writeProject(folder(), '1.0.0');
    await packages.providePackages(folder(), progress);
    writeFileSync(path.join(folder(), 'node_modules', '.xception-lock-hash'), 'of another lock file\n');
    const mark = path.join(folder(), 'node_modules', 'mark');
    writeFileSync(mark, '');
    await packages.providePackages(folder(), progress);
    assert.ok(existsSync(mark));
    assert.equal(packages.packagesAreCurrent(folder()), true);
  });

  it('says what to do when package.json and package-lock.json disagree', async () => {
    writeProject(folder(), '1.0.0');
    const manifest = path.join(folder(), 'package.json');
    const edited = readFileSync(manifest, 'utf8').replace('file:part', 'file:other');
    writeFileSync(manifest, edited);
    await assert.rejects(packages.providePackages(folder(), progress), {
      name: 'SetupError',
      message: '"npm ci" failed.',
      remedy: /npm install/,
    });
    assert.equal(packages.packagesAreCurrent(folder()), false);
  });

  it('finds the packages of this checkout as package-lock.json has them', () => {
    assert.equal(packages.matchesInstalled(projectRoot), true);
  });

  it('starts npm with Node where npm tells where it lies, else by its name', () => {
    const script = path.join(folder(), 'npm-cli.js');
    writeFileSync(script, '');
    assert.deepEqual(packages.npmCommand({ npm_execpath: script }), {
      command: process.execPath,
      args: [script],
      shell: false,
    });
    assert.equal(packages.npmCommand({ npm_execpath: '/elsewhere/yarn.js' }).command, 'npm');
    assert.equal(packages.npmCommand({}).command, 'npm');
  });
});
