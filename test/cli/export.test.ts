import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cacheFolder } from '../../src/model/cacheFolder';
import { cliEntry, runCli } from './runCli';

const cup = path.join(cacheFolder(), 'models', 'kitchenware', 'photographs', '0000.jpg');

describe('xception export', function () {
  this.timeout(120_000);
  let folder = '';
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'xception-export-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('writes a model that classifies as the one it was made from, labels included', async () => {
    const out = path.join(folder, 'kitchen.safetensors');
    const { code, stdout } = await runCli([
      'export',
      'kitchenware',
      '--format',
      'safetensors',
      '--out',
      out,
      '--json',
    ]);
    assert.equal(code, 0);
    const { bytes, ...result } = JSON.parse(stdout) as Record<string, unknown>;
    assert.equal(bytes, statSync(out).size);
    assert.deepEqual(result, {
      format: 'safetensors',
      out,
      files: ['kitchen.safetensors'],
      model: {
        id: 'kitchenware',
        title: 'Kitchenware (sample model)',
        network: 'paper',
        weights: 'kitchenware.keras',
        input: { height: 150, width: 150 },
        classes: 6,
        labelsFrom: 'request',
        params: 21_066_986,
        trained: true,
      },
      warnings: [
        'timm has no counterpart of this network and head: the tensors have Keras’ names (block1_conv1/kernel) and layout.',
      ],
    });
    const predictions = async (model: string): Promise<unknown> => {
      const run = await runCli(['classify', cup, '--model', model, '--top', '6', '--json']);
      return (JSON.parse(run.stdout) as { results: { predictions: unknown }[] }).results[0]?.predictions;
    };
    assert.deepEqual(await predictions(out), await predictions('kitchenware'));
  });

  it('writes a folder of files that browsers cache', async () => {
    const out = path.join(folder, 'web');
    const { code, stdout, stderr } = await runCli([
      'export',
      'untrained:paper',
      '--format',
      'tfjs',
      '--out',
      out,
    ]);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.match(stdout, /TensorFlow\.js layers model, 91\.7 MB in 23 files/);
    const shards = readdirSync(out).filter((name) => name.endsWith('.bin'));
    assert.ok(shards.every((name) => statSync(path.join(out, name)).size <= 4 * 2 ** 20));
  });

  it('says what it takes, and replaces nothing unasked', async () => {
    const out = path.join(folder, 'taken.h5');
    const wrong = async (...args: readonly string[]): Promise<string> => {
      const { code, stdout, stderr } = await runCli(['export', ...args]);
      assert.equal(code, 2, stderr);
      assert.equal(stdout, '');
      return stderr;
    };
    assert.match(
      await wrong('kitchenware', '--format', 'onxx', '--out', out),
      /keras, h5, safetensors, tfjs, savedmodel, onnx.*Did you mean onnx\?/,
    );
    assert.match(await wrong('kitchenware', '--out', out), /--format keras\|h5/);
    assert.match(await wrong('kitchenware', '--format', 'h5'), /--out/);
    assert.match(await wrong('--format', 'h5', '--out', out), /which model/);
    assert.match(await wrong('untrained:papper', '--format', 'h5', '--out', out), /Did you mean paper\?/);
    const args = ['kitchenware', '--format', 'h5', '--out', out];
    assert.equal((await runCli(['export', ...args])).code, 0);
    assert.match(await wrong(...args), /exists already.*--force/);
    assert.equal((await runCli(['export', ...args, '--force'])).code, 0);
  });

  it('refuses a model that is not the network it was asked for', async () => {
    const args = [
      'kitchenware',
      '--network',
      'article',
      '--format',
      'h5',
      '--out',
      path.join(folder, 'no.h5'),
      '--json',
    ];
    const { code, stdout, stderr } = await runCli(['export', ...args]);
    assert.equal(code, 1);
    assert.match(stderr, /holds the network "paper", not "article"/);
    assert.equal((JSON.parse(stdout) as { error: { code: string } }).error.code, 'model-mismatch');
    assert.equal(readdirSync(folder).includes('no.h5'), false);
  });

  for (const format of ['keras', 'h5', 'safetensors', 'onnx']) {
    it(`leaves nothing when the disk takes no more: ${format}`, function () {
      if (process.platform === 'win32') this.skip();
      const full = path.join(folder, `full-${format}`);
      mkdirSync(full);
      // A file may have 20 MB here, a fifth of the model; HDF5 goes on after a write that failed, unless it is stopped.
      const command = 'ulimit -f 20000; exec "$@"';
      const args = ['export', 'untrained:paper', '--format', format, '--out', path.join(full, 'model')];
      const child = spawnSync('bash', ['-c', command, 'bash', process.execPath, cliEntry, ...args], {
        encoding: 'utf8',
      });
      assert.equal(child.status, 1, child.stderr);
      assert.match(child.stderr, /^xception export: .*could not be written.*file too large.*\n$/i);
      assert.deepEqual(readdirSync(full), []);
    });
  }

  it('stops at Ctrl+C and leaves nothing', async function () {
    if (process.platform === 'win32') this.skip();
    const stopped = path.join(folder, 'stopped');
    const { code } = await runCli(
      ['export', 'untrained:article', '--format', 'tfjs', '--out', path.join(stopped, 'model')],
      {
        onStart: (child) => {
          // As soon as there is something half written.
          const look = setInterval(() => {
            const begun = readdirSync(folder).includes('stopped') && readdirSync(stopped).length > 0;
            if (begun && child.kill('SIGINT')) clearInterval(look);
          }, 5);
          child.once('close', () => clearInterval(look));
        },
      },
    );
    assert.equal(code, 130);
    assert.deepEqual(readdirSync(stopped), []);
  });
});
