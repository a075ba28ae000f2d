import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { whichEditor } from '../../scripts/editorHost/which.mjs';
import { sessionFolders } from '../../scripts/editorHost/sessionFolders.mjs';
import { projectRoot } from '../support/paths';
import { makeWorkspace, type Workspace } from '../support/workspace';

interface Stats {
  readonly passes: number;
  readonly failures: number;
}

describe('inside the extension host of a real VS Code', function () {
  this.timeout(900_000); // the first run installs the editor

  let temporary: string;
  let workspace: Workspace;

  before(() => {
    temporary = mkdtempSync(path.join(tmpdir(), 'xception-host-'));
    workspace = makeWorkspace();
  });

  after(() => {
    workspace.dispose();
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  });

  it('passes every test of test/extension/suite', async () => {
    const editor = await whichEditor(console.log);
    const folders = sessionFolders(temporary);
    const result = path.join(temporary, 'result.json');
    await runTests({
      vscodeExecutablePath:
        editor.kind === 'electron'
          ? editor.executable
          : path.join(projectRoot, 'scripts', 'editorHost', 'runTests.mjs'),
      extensionDevelopmentPath: projectRoot,
      extensionTestsPath: path.join(projectRoot, 'out', 'test', 'extension', 'extensionHostSuite.js'),
      extensionTestsEnv: { EXT_TEST_RESULT: result },
      launchArgs: [
        workspace.folder,
        '--disable-extensions', // only the one under development
        `--user-data-dir=${folders.user}`,
        `--extensions-dir=${folders.extensions}`,
      ],
    });
    const stats = JSON.parse(readFileSync(result, 'utf8')) as Stats;
    assert.equal(stats.failures, 0);
    assert.ok(stats.passes > 0, 'at least one test ran');
  });
});
