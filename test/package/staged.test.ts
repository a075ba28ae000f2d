import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, statSync, mkdtempSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import type * as CollectNotices from '../../scripts/package/collectNotices.mjs';
import type * as Contents from '../../scripts/package/contents.mjs';
import type * as TfjsNode from '../../scripts/setup/native/tfjsNode.mjs';
import { cacheFolder } from '../../src/model/cacheFolder';
import { runNode } from '../cli/runCli';
import { loadScript } from '../setup/support/loadScript';
import { projectRoot } from '../support/paths';

/** Everything a package consists of but TensorFlow's libraries, as it is before it is packed. */
describe('what ships', function () {
  this.timeout(120_000);
  let folder: string;
  let stage: string;
  let notices: string;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'xception-stage-'));
    stage = path.join(folder, 'stage');
    const { collectNotices } = await loadScript<typeof CollectNotices>('package/collectNotices.mjs');
    notices = await collectNotices({ root: projectRoot, cache: cacheFolder(), stage });
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const files = (): readonly string[] =>
    readdirSync(stage, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        path.relative(stage, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'),
      );

  it("names everybody's work with its licence: THIRD-PARTY-NOTICES.txt is what is packed", () => {
    const kept = readFileSync(path.join(projectRoot, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    assert.equal(kept, notices, 'run "npm run notices", read what changed, and commit it');
    for (const name of ['sharp ', 'h5wasm ', 'preact ', 'libvips ', 'TensorFlow ', '@zip.js/zip.js '])
      assert.match(kept, new RegExp(`^  ${name}`, 'm'));
  });

  it('is no source, no map, no test and nothing of this machine', () => {
    const shipped = files();
    assert.ok(shipped.includes('dist/extension.js') && shipped.includes('dist/cli.js'));
    const superfluous = /\.(tsx?|map|tsbuildinfo|vsix)$|(^|\/)(test|tests|\.git|coverage)\//;
    assert.deepEqual(
      shipped.filter((file) => superfluous.test(file)),
      [],
    );
    const own = shipped.filter((file) => /^(dist\/[^/]+|dist\/pages\/.+|package\.json)$/.test(file));
    for (const file of own) {
      const text = readFileSync(path.join(stage, file), 'utf8');
      for (const place of [projectRoot, homedir()].filter((name) => name.length > 1))
        assert.ok(!text.includes(`${place}/`), `${file} names ${place}`);
      assert.doesNotMatch(text, /sourceMappingURL=/, file);
    }
  });

  it('has every file that its manifest names', () => {
    const text = readFileSync(path.join(stage, 'package.json'), 'utf8');
    for (const [, name = ''] of text.matchAll(/"(?:\.\/)?((?:media|dist)\/[\w./-]+)"/g))
      assert.ok(statSync(path.join(stage, name)).isFile(), name);
    assert.deepEqual(Object.keys((JSON.parse(text) as { scripts: object }).scripts), ['vscode:uninstall']);
  });

  it('leaves out only fields of the manifest that installing does not ask for', async () => {
    const { MANIFEST_LEFT_OUT } = await loadScript<typeof Contents>('package/contents.mjs');
    const manifest = JSON.parse(readFileSync(path.join(stage, 'package.json'), 'utf8')) as object;
    for (const field of MANIFEST_LEFT_OUT) assert.ok(!(field in manifest), field);
    for (const field of ['name', 'publisher', 'version', 'engines', 'main', 'l10n', 'contributes', 'icon'])
      assert.ok(field in manifest, field);
  });

  it('classifies and looks inside without the repository, with TensorFlow from a named folder', async () => {
    const { tfjsNode } = await loadScript<typeof TfjsNode>('setup/native/tfjsNode.mjs');
    const env = {
      XCEPTION_NATIVE: tfjsNode(projectRoot).target,
      XCEPTION_CACHE: path.join(folder, 'cache'),
      NODE_PATH: undefined,
    };
    const cli = path.join(stage, 'dist', 'cli.js');
    const cat = path.join(stage, 'media', 'samples', 'cat.jpg');
    const model = path.join(cacheFolder(), 'models', 'kitchenware', 'kitchenware.keras');
    const classified = await runNode([cli, 'classify', cat, '--model', model, '--json'], {
      cwd: folder,
      env,
    });
    assert.equal(classified.code, 0, classified.stderr);
    assert.match(classified.stdout, /"label": ?"/);
    const picture = path.join(folder, 'heat.png');
    const explained = await runNode([cli, 'explain', cat, '--model', model, '--out', picture], {
      cwd: folder,
      env,
    });
    assert.equal(explained.code, 0, explained.stderr);
    assert.ok(statSync(picture).size > 1000);
  });

  it('says what to do where there is no TensorFlow', async () => {
    const env = {
      XCEPTION_NATIVE: undefined,
      XCEPTION_CACHE: path.join(folder, 'cache'),
      NODE_PATH: undefined,
    };
    const cat = path.join(stage, 'media', 'samples', 'cat.jpg');
    const model = path.join(cacheFolder(), 'models', 'kitchenware', 'kitchenware.keras');
    const { code, stderr } = await runNode(
      [path.join(stage, 'dist', 'cli.js'), 'classify', cat, '--model', model],
      { cwd: folder, env },
    );
    assert.notEqual(code, 0);
    assert.match(stderr, /Native TensorFlow could not be loaded.*Fetch TensorFlow.*XCEPTION_NATIVE/s);
  });
});
