import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runNode } from '../cli/runCli';
import { projectRoot } from '../support/paths';

describe('the reference of the API', function () {
  this.timeout(300_000);

  it('is what the sources give: npm run docs:api', async () => {
    const made = mkdtempSync(path.join(projectRoot, 'out', 'api-'));
    try {
      const { code, stderr } = await runNode(['scripts/docsApi.mjs', made]);
      assert.equal(code, 0, stderr);
      for (const folder of ['types', 'docs/api']) {
        const names = readdirSync(path.join(made, folder)).sort();
        assert.deepEqual(readdirSync(path.join(projectRoot, folder)).sort(), names);
        for (const name of names) {
          const [is, should] = [projectRoot, made].map((root) =>
            readFileSync(path.join(root, folder, name), 'utf8'),
          );
          assert.equal(is, should, `${folder}/${name} is not current`);
        }
      }
    } finally {
      rmSync(made, { recursive: true, force: true });
    }
  });
});
