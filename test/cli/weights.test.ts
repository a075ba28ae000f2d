import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { safetensorsFile } from '../weights/support/safetensorsFile';
import { runCli } from './runCli';
import { runHere } from './runHere';

interface Report {
  readonly tensors: readonly Readonly<Record<string, unknown>>[];
  readonly extra: readonly unknown[];
  readonly problem: { readonly code: string } | null;
  readonly [field: string]: unknown;
}

/** Scripts rely on these, in this order; what else there is comes between them and the tensors. */
const CONTRACT = [
  ...['format', 'network', 'input', 'classes', 'head', 'params', 'sha256'],
  ...['bound', 'missing', 'extra', 'mismatched'],
];

describe('xception weights inspect', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'xception-cli-weights-'));
  const write = (name: string, content: Uint8Array): string => {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const values = new Uint8Array(Float32Array.of(1, -3, Number.NaN, 0).buffer);
  const stranger = (): string =>
    write(
      'stranger.safetensors',
      safetensorsFile([{ name: 'encoder.weight', dtype: 'F32', shape: [2, 2], data: values }], {
        author: 'A\u001b[31mB',
      }),
    );

  it('gives the sample model as data', async () => {
    const { code, stdout, stderr } = await runCli(['weights', 'inspect', 'kitchenware', '--json']);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    const report = JSON.parse(stdout) as Report;
    const fields = Object.keys(report);
    assert.deepEqual(fields.slice(0, CONTRACT.length), CONTRACT);
    assert.equal(fields.at(-1), 'tensors');
    assert.deepEqual([report['network'], report['classes'], report['bound']], ['paper', 6, 238]);
    assert.match(String(report['sha256']), /^[0-9a-f]{64}$/);
    const kernel = report.tensors.find(({ variable }) => variable === 'block1_conv1/kernel');
    assert.deepEqual(Object.keys(kernel ?? {}), [
      ...['name', 'layer', 'variable', 'dtype', 'shape'],
      ...['min', 'max', 'mean', 'std', 'zeros', 'nan', 'inf'],
    ]);
  });

  it('shows the sample model as a table whose columns stand under each other', async () => {
    const { code, stdout } = await runCli(['weights', 'inspect', 'kitchenware']);
    assert.equal(code, 0);
    const lines = stdout.trimEnd().split('\n');
    assert.match(lines[0]!, /^kitchenware\.keras: Keras 3 archive \(\.keras\), [\d.]+ MB$/);
    assert.ok(lines.includes('All 238 variables of the network are there, in their shapes.'));
    const table = lines.slice(-239);
    assert.match(table[0]!, /^tensor +type +shape +min +max +mean +std +zeros +in the file$/);
    const end = table[0]!.indexOf(' min') + ' min'.length;
    for (const line of table.slice(1)) assert.match(line.slice(0, end), /[\d.]$/, line);
    assert.match(table.join('\n'), /^dense_1\/bias +float32 +6 .* layers\/dense_1\/vars\/1$/m);
  });

  it('reports on a file that fits nothing too, with exit code 1', async () => {
    const { code, stdout, stderr } = await runCli(['weights', 'inspect', stranger()]);
    assert.equal(code, 1);
    assert.match(stdout, /^network +none$/m);
    assert.match(stdout, /^Warning: Layer encoder: 1 NaN among the 4 numbers of encoder\.weight/m);
    assert.match(stdout, /^No tensor fits a layer of any network/m);
    assert.match(stdout, /^\(not used\) +float32 +2×2 +-3 +1 +-0\.6667 +1\.7 +1 +1 +0 +encoder\.weight$/m);
    assert.doesNotMatch(stdout, /\u001b/, 'a stranger’s words do not move the cursor');
    assert.match(stderr, /^xception weights: stranger\.safetensors holds weights, but not under the names/);
    const data = await runCli(['weights', 'inspect', stranger(), '--json']);
    const report = JSON.parse(data.stdout) as Report;
    assert.deepEqual([data.code, report['network'], report.problem?.code], [1, null, 'model-unsupported']);
    assert.deepEqual(report.extra, [{ name: 'encoder.weight', shape: [2, 2] }]);
  });

  it('says what is wrong with a file that is no model', async () => {
    const file = write('notes.keras', Buffer.from('Dear diary'));
    const { code, stdout, stderr } = await runCli(['weights', 'inspect', file, '--json']);
    assert.equal(code, 1);
    assert.equal((JSON.parse(stdout) as { error: { code: string } }).error.code, 'model-unsupported');
    assert.match(stderr, /notes\.keras is of no kind of model file that is known here/);
    assert.equal((await runCli(['weights', 'inspect', path.join(folder, 'absent.h5')])).code, 1);
  });

  it('is told how it is used', async () => {
    for (const [args, hint] of [
      [['weights'], /Say what to do: "xception weights inspect FILE"/],
      [['weights', 'inspct', 'a'], /weights can inspect, compare, not "inspct"\. Did you mean inspect\?/],
      [['weights', 'inspect'], /Say which file/],
      [['weights', 'inspect', 'a', 'b'], /Say which file/],
      [['weights', 'compare', 'a'], /Say which two files: "xception weights compare A B"/],
      [['weights', 'compare', 'a', 'b', 'c'], /Say which two files/],
    ] as const) {
      const { code, stdout, stderr } = await runHere(args);
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' }, args.join(' '));
      assert.match(stderr, hint);
    }
  });
});

interface Comparison {
  readonly a: { readonly file: string; readonly network: string | null };
  readonly whole: Readonly<Record<string, unknown>> | null;
  readonly tensors: readonly {
    readonly name: string;
    readonly b: { readonly shape: readonly number[] } | null;
    readonly difference: Readonly<Record<string, unknown>> | null;
  }[];
}

describe('xception weights compare', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'xception-cli-compare-'));
  const write = (name: string, tensors: Readonly<Record<string, readonly number[]>>): string => {
    const file = path.join(folder, name);
    const stored = Object.entries(tensors).map(([tensor, values]) => ({
      name: tensor,
      dtype: 'F32',
      shape: [values.length],
      data: new Uint8Array(Float32Array.from(values).buffer),
    }));
    writeFileSync(file, safetensorsFile(stored));
    return file;
  };
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const before = (): string =>
    write('before.safetensors', { 'one.weight': [3, 4], two: [1, 2, 3], gone: [1] });
  const later = (): string => write('later.safetensors', { 'one.weight': [3, 0], two: [1, 2], new: [1] });

  it('tells how each tensor differs, in columns', async () => {
    const { code, stdout, stderr } = await runCli(['weights', 'compare', before(), later()]);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    const lines = stdout.split('\n');
    assert.match(lines[0] ?? '', /^A {2}before\.safetensors: safetensors .*no known network$/);
    assert.match(stdout, /1 tensors compared, 3 not; 0 are the same number by number\./);
    assert.match(stdout, /one\.weight +2 +0\.8 +0\.600000 +4 +50\.0%/);
    assert.match(stdout, /two +3 +2 in B/);
    assert.match(stdout, /gone +1 +only in A/);
    assert.match(stdout, /new +1 +only in B/);
  });

  it('gives the same as data', async () => {
    const { code, stdout } = await runCli(['weights', 'compare', before(), later(), '--json']);
    const { a, whole, tensors } = JSON.parse(stdout) as Comparison;
    assert.deepEqual([code, a.network], [0, null]);
    const [one, two] = tensors;
    assert.deepEqual(one?.difference, {
      relative: 0.8,
      cosine: 0.6,
      normA: 5,
      normB: 3,
      normDifference: 4,
      dot: 9,
      maxAbs: 4,
      changed: 1,
      count: 2,
      notFinite: 0,
    });
    assert.deepEqual(whole, one.difference);
    assert.deepEqual([two?.name, two?.b?.shape, two?.difference], ['two', [2], null]);
  });

  it('finds the sample model like itself', async () => {
    const { stdout } = await runCli(['weights', 'compare', 'kitchenware', 'kitchenware']);
    assert.match(stdout, /238 tensors compared; 238 are the same number by number\./);
  });

  it('says which file is no model', async () => {
    const file = path.join(folder, 'notes.keras');
    writeFileSync(file, 'Dear diary');
    const { code, stderr } = await runCli(['weights', 'compare', before(), file]);
    assert.equal(code, 1);
    assert.match(stderr, /notes\.keras is of no kind of model file/);
  });
});
