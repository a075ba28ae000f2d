import assert from 'node:assert/strict';
import path from 'node:path';
import esbuild, { type BuildResult } from 'esbuild';
import { projectRoot } from '../support/paths';

describe('the bundles of the webviews', () => {
  let built: BuildResult<{ write: false; metafile: true }>;

  before(async () => {
    built = await esbuild.build({
      absWorkingDir: projectRoot,
      entryPoints: Object.fromEntries(
        ['panel', 'weights'].map((name) => [name, path.join(projectRoot, `src/webview/${name}.tsx`)]),
      ),
      bundle: true,
      minify: true,
      format: 'esm',
      splitting: true,
      chunkNames: 'pages/[name]-[hash]',
      target: 'chrome120',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      outdir: 'dist',
      metafile: true,
      write: false,
    });
  });

  /** Everything that is loaded before a document can draw: its script, and what that imports at once. */
  function loadedAtOnce(output: string, seen = new Set<string>()): Set<string> {
    if (seen.has(output)) return seen;
    seen.add(output);
    for (const { path: imported, kind } of built.metafile.outputs[output]?.imports ?? []) {
      if (kind === 'import-statement') loadedAtOnce(imported, seen);
    }
    return seen;
  }

  const bytesOf = (output: string): number => built.metafile.outputs[output]?.bytes ?? 0;
  const texts = (extension: string): readonly string[] =>
    built.outputFiles.filter((file) => file.path.endsWith(extension)).map(({ text }) => text);

  for (const name of ['panel', 'weights']) {
    it(`are small: what the page "${name}" loads before it draws`, () => {
      const bytes = [...loadedAtOnce(`dist/${name}.js`)].reduce((sum, output) => sum + bytesOf(output), 0);
      assert.ok(bytes > 10_000 && bytes < 120_000, `${bytes} bytes`);
    });
  }

  it('are small: each page that comes later', () => {
    const modules = Object.keys(built.metafile.outputs).filter((output) => output.endsWith('.js'));
    assert.ok(modules.length > 3);
    for (const output of modules) assert.ok(bytesOf(output) < 60_000 || output === 'dist/panel.js', output);
  });

  it('need nothing that the content security policy forbids', () => {
    for (const script of texts('.js')) {
      assert.doesNotMatch(script, /\beval\(|new Function\(|https?:\/\/(?!www\.w3\.org\/)/);
    }
    for (const styles of texts('.css')) assert.doesNotMatch(styles, /url\(|@import/);
  });

  it('take every colour from the editor’s theme', () => {
    const literal = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(|[:\s](?:white|black|red|blue|green|gray|grey)\b/i;
    for (const styles of texts('.css')) {
      assert.ok(styles.includes('--vscode-foreground'));
      assert.doesNotMatch(styles, literal);
    }
  });
});
