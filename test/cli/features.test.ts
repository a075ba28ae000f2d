import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NpyWriter } from '../../src/cli/dataset/npyWriter';
import { csvRecords } from '../../src/model/dataset/csvRecords';
import { projectRoot } from '../support/paths';
import { runCli, type CliRun } from './runCli';

const samples = path.join(projectRoot, 'media', 'samples');

describe('xception features', function () {
  this.timeout(120_000);
  let folder: string;
  const at = (...parts: readonly string[]): string => path.join(folder, ...parts);
  const features = (...args: readonly string[]): Promise<CliRun> =>
    runCli(['features', ...args, '--store', at('store.sqlite')]);

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'xception-features-'));
    mkdirSync(at('pictures', 'cup'), { recursive: true });
    mkdirSync(at('pictures', 'others'));
    cpSync(path.join(samples, 'coffee-cup.jpg'), at('pictures', 'cup', 'coffee-cup.jpg'));
    cpSync(path.join(samples, 'cat.jpg'), at('pictures', 'others', 'cat.jpg'));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('writes a matrix for NumPy, and beside it whose row is whose', async () => {
    const out = at('features.npy');
    const { code, stdout, stderr } = await features(at('pictures'), '--out', out);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.equal(stdout, `${out}: 2 × 2048 numbers, pictures in ${at('features.csv')}\n`);
    const { shape, values } = readNpy(out);
    assert.deepEqual(shape, [2, 2048]);
    const [header, ...rows] = csvRecords(readFileSync(at('features.csv'), 'utf8'));
    assert.deepEqual(header, ['row', 'file', 'label', 'split', 'sha256']);
    assert.deepEqual(
      rows.map(([row, file, label, , sha256]) => [row, file, label, sha256]),
      ['cup/coffee-cup.jpg', 'others/cat.jpg'].map((name, row) => [
        String(row),
        at('pictures', name),
        path.dirname(name),
        createHash('sha256')
          .update(readFileSync(at('pictures', name)))
          .digest('hex'),
      ]),
    );

    // The same numbers as text, from the store this time.
    const text = await features(at('pictures'), '--out', at('again.csv'));
    assert.equal(text.code, 0, text.stderr);
    const [names, ...lines] = csvRecords(readFileSync(at('again.csv'), 'utf8'));
    assert.deepEqual([names?.length, names?.slice(0, 3)], [2050, ['file', 'label', 'f0']]);
    lines.forEach((line, row) => {
      const numbers = Float32Array.from(line.slice(2), Number);
      assert.deepEqual(numbers, values.slice(row * 2048, (row + 1) * 2048));
    });
  });

  it('gives lines to other programs, or what was done as data', async () => {
    const { code, stdout } = await features(at('pictures', 'cup', 'coffee-cup.jpg'));
    assert.equal(code, 0);
    assert.deepEqual(
      csvRecords(stdout).map((line) => line.length),
      [2050, 2050],
    );
    writeFileSync(at('pictures', 'broken.png'), 'no picture');
    const failed = await features(at('pictures'), '--json');
    rmSync(at('pictures', 'broken.png'));
    assert.equal(failed.code, 1);
    assert.match(
      failed.stderr,
      /broken\.png" is not a picture.*\n1 of the pictures failed: 1 image-unreadable\.\n/s,
    );
    assert.deepEqual(JSON.parse(failed.stdout), {
      model: 'kitchenware',
      pictures: 2,
      size: 2048,
      total: 3,
      done: 2,
      failed: 1,
      reasons: [{ code: 'image-unreadable', count: 1 }],
    });
  });

  it('says what is wrong before anything is run, and leaves no half file', async () => {
    const before = readdirSync(folder).sort();
    for (const [args, expected] of [
      [[], /Say which pictures/],
      [[samples, '--out', at('features.txt')], /named \*\.npy or \*\.csv/],
    ] as const) {
      const { code, stdout, stderr } = await features(...args);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, expected);
    }
    const missing = await features(at('nowhere'), '--out', at('missing.npy'));
    assert.equal(missing.code, 1);
    assert.match(missing.stderr, /nowhere" does not exist/);
    const nested = await features(samples, '--out', path.join(at('features.npy'), 'below.npy'));
    assert.equal(nested.code, 1);
    assert.match(nested.stderr, /could not be written/);
    assert.deepEqual(readdirSync(folder).sort(), before);
  });

  it('writes byte for byte what NumPy 2.4.6 writes', async () => {
    const writer = await NpyWriter.create(at('six.npy'), 2);
    await writer.write(Float32Array.of(0, 1, 2, 3));
    await writer.write(Float32Array.of(4, 5));
    await writer.end();
    // numpy.save(file, numpy.arange(6, dtype='<f4').reshape(3, 2))
    const expected = 'bb3905ae49129159d6bc99ce6d7d4b5db621bd30476913e80f1495393cc98a7a';
    assert.equal(
      createHash('sha256')
        .update(readFileSync(at('six.npy')))
        .digest('hex'),
      expected,
    );
  });
});

/** A matrix of NumPy's format 1.0, as its header describes it. */
function readNpy(file: string): { readonly shape: readonly number[]; readonly values: Float32Array } {
  const bytes = readFileSync(file);
  const length = 10 + bytes.readUInt16LE(8);
  const header = bytes.toString('latin1', 10, length);
  assert.match(header, /'descr': '<f4', 'fortran_order': False/);
  const shape = (/\((\d+), (\d+)\)/.exec(header) ?? []).slice(1).map(Number);
  return {
    shape,
    values: new Float32Array(bytes.buffer.slice(bytes.byteOffset + length, bytes.byteOffset + bytes.length)),
  };
}
