import assert from 'node:assert/strict';
import path from 'node:path';
import esbuild from 'esbuild';
import { projectRoot } from '../support/paths';

for (const name of ['panel', 'weights']) {
  describe(`the bundle of the page "${name}"`, () => {
    let script = '';
    let styles = '';

    before(async () => {
      const { outputFiles } = await esbuild.build({
        absWorkingDir: projectRoot,
        entryPoints: { [name]: path.join(projectRoot, `src/webview/${name}.tsx`) },
        bundle: true,
        minify: true,
        format: 'iife',
        target: 'chrome120',
        jsx: 'automatic',
        jsxImportSource: 'preact',
        outdir: 'dist',
        write: false,
      });
      script = outputFiles.find((file) => file.path.endsWith(`${name}.js`))?.text ?? '';
      styles = outputFiles.find((file) => file.path.endsWith(`${name}.css`))?.text ?? '';
    });

    it('is small', () => {
      assert.ok(script.length > 10_000 && script.length < 120_000, `${script.length} bytes`);
    });

    it('needs nothing that the content security policy forbids', () => {
      assert.doesNotMatch(script, /\beval\(|new Function\(|https?:\/\/(?!www\.w3\.org\/)/);
      assert.doesNotMatch(styles, /url\(|@import/);
    });

    it('takes every colour from the editor’s theme', () => {
      const literal = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(|[:\s](?:white|black|red|blue|green|gray|grey)\b/i;
      assert.ok(styles.includes('--vscode-foreground'));
      assert.doesNotMatch(styles, literal);
    });
  });
}
