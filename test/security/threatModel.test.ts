import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../support/paths';

const read = (name: string): string => readFileSync(path.join(projectRoot, name), 'utf8');

interface Setting {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly scope?: string;
}

interface Manifest {
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

/** Each page that claims something names the tests that show it. */
for (const page of ['docs/SECURITY.md', 'docs/RELIABILITY.md'].filter((name) =>
  existsSync(path.join(projectRoot, name)),
)) {
  describe(`what ${page} claims`, () => {
    const text = read(page);

    it('is shown by tests that are there', () => {
      const named = [...text.matchAll(/`(test\/[\w/.]+)`: "([^"]+)"/g)];
      assert.ok(named.length > 10);
      for (const [, file = '', title = ''] of named) {
        const source = read(file);
        // A title stands in quotes of any kind; its beginning is enough where the rest is computed.
        const found = ["'", '"', '`'].some((quote) => source.includes(`it(${quote}${title}`));
        assert.ok(found, `${file} has no test "${title}"`);
      }
    });

    it('stands under a heading with a test for each claim', () => {
      const section = /^## How, and the test for it$(.*?)(?=^## )/ms.exec(text)?.[1];
      const claims = (section ?? '').split(/^### /m).slice(1);
      if (section !== undefined) assert.ok(claims.length > 5);
      for (const claim of claims) assert.match(claim, /`test\//, claim.split('\n')[0]);
    });
  });
}

describe('the manifest, before strangers', () => {
  const { capabilities, contributes } = JSON.parse(read('package.json')) as Manifest;

  it('restricts every setting that leads to a file', () => {
    const free = Object.entries(contributes.configuration.properties).filter(
      ([, setting]) => ['string', 'array'].includes(setting.type ?? '') && setting.enum === undefined,
    );
    assert.deepEqual(
      free.map(([name]) => name).sort(),
      [...capabilities.untrustedWorkspaces.restrictedConfigurations].sort(),
    );
    // A native library is code: no workspace chooses it, trusted or not.
    assert.equal(contributes.configuration.properties['xception.nativeFolder']?.scope, 'machine');
  });
});
