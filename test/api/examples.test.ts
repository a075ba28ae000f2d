import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, mkdirSync, cpSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { transformSync } from 'esbuild';
import { runNode } from '../cli/runCli';
import { projectRoot } from '../support/paths';

const examples = path.join(projectRoot, 'examples');
const samples = path.join(projectRoot, 'media', 'samples');

describe('the examples of the API, in a project that has this package', function () {
  this.timeout(120_000);
  let project: string;

  before(() => {
    project = mkdtempSync(path.join(tmpdir(), 'xception-project-'));
    mkdirSync(path.join(project, 'node_modules'));
    symlinkSync(projectRoot, path.join(project, 'node_modules', 'xception-vscode'), 'junction');
    cpSync(examples, project, { recursive: true });
  });
  after(() => {
    rmSync(project, { recursive: true, force: true });
  });

  it('classify a folder, from an ES module', async () => {
    const { code, stdout, stderr } = await runNode(['classify.mjs', samples], { cwd: project });
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^Kitchenware \(sample model\): 6 classes$/m);
    assert.match(stdout, /coffee-cup\.jpg: cup$/m);
  });

  it('explain a picture, from CommonJS, and say what fails', async () => {
    const run = (image: string): ReturnType<typeof runNode> =>
      runNode(['explain.cjs', image, 'where.png'], { cwd: project });
    const { code, stdout } = await run(path.join(samples, 'coffee-cup.jpg'));
    assert.deepEqual([code, stdout], [0, 'where.png: what speaks for cup\n']);
    assert.equal(readFileSync(path.join(project, 'where.png')).subarray(1, 4).toString(), 'PNG');
    const failed = await run('nosuch.jpg');
    assert.equal(failed.code, 1);
    assert.match(failed.stderr, /^file-missing: /);
  });

  it('tell layers, from TypeScript, whose types agree', async () => {
    writeFileSync(
      path.join(project, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          ...{ module: 'node16', strict: true, noEmit: true, target: 'es2023' },
          ...{ lib: ['es2023', 'dom'], types: [] },
        },
        files: ['layers.ts'],
      }),
    );
    const tsc = path.join(projectRoot, 'node_modules', 'typescript', 'bin', 'tsc');
    const checked = await runNode([tsc, '-p', project], { cwd: project });
    assert.deepEqual([checked.stdout, checked.code], ['', 0]);
    const source = readFileSync(path.join(project, 'layers.ts'), 'utf8');
    const { code } = transformSync(source, { loader: 'ts', format: 'cjs' });
    writeFileSync(path.join(project, 'layers.js'), code);
    const { stdout } = await runNode(['layers.js'], { cwd: project });
    assert.match(stdout, /^article: [\d,]+ parameters\n/);
    assert.match(stdout, /^Block C: 10×10×2048$/m);
  });
});
