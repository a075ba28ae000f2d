import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { cacheFolder } from '../../src/model/cacheFolder';
import { runCli } from './runCli';

const cup = path.join(cacheFolder(), 'models', 'kitchenware', 'photographs', '0000.jpg');

describe('xception explain and activations', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'xception-explain-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('draws where the network looked, and tests it', async () => {
    const out = path.join(folder, 'where.png');
    const { code, stdout, stderr } = await runCli(['explain', cup, '--out', out, '--json']);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    const answer = JSON.parse(stdout) as {
      method: string;
      prediction: { label: string };
      deletion: { hidden: number; random: number };
      heatmap: {
        width: number;
        height: number;
        peak: { x: number; y: number; value: number };
        range: { min: number; max: number };
        values: number[][];
      };
    };
    assert.equal(answer.method, 'gradcam');
    assert.equal(answer.prediction.label, 'cup');
    assert.ok(answer.deletion.hidden < answer.deletion.random, 'the map marks what matters');
    const { values, peak, range, ...size } = answer.heatmap;
    assert.deepEqual(range, { min: 0, max: peak.value });
    assert.deepEqual(size, { width: 5, height: 5 });
    assert.deepEqual(
      values.map((row) => row.length),
      [5, 5, 5, 5, 5],
    );
    assert.equal(values[peak.y]?.[peak.x], peak.value);
    assert.equal(Math.max(...values.flat()), peak.value);
    const { width, height, format } = await sharp(readFileSync(out)).metadata();
    assert.deepEqual({ width, height, format }, { width: 750, height: 1000, format: 'png' });
  });

  it('takes a class by label or index, and says which there are', async () => {
    const out = path.join(folder, 'fork.png');
    for (const given of ['fork', '1']) {
      const { code, stdout } = await runCli(['explain', cup, '--class', given, '--out', out]);
      assert.equal(code, 0);
      assert.match(stdout, /what speaks for fork/);
    }
    const { code, stderr } = await runCli(['explain', cup, '--class', 'frok', '--out', out]);
    assert.equal(code, 2);
    assert.match(stderr, /Did you mean fork\?/);
  });

  it('gives the figures and the sheet of a layer', async () => {
    const { code, stdout } = await runCli([
      ...['activations', cup, '--layer', 'block2_sepconv2', '--out', folder, '--json'],
    ]);
    assert.equal(code, 0);
    const answer = JSON.parse(stdout) as { shape: unknown; sheet: string; statistics: { channels: number } };
    assert.deepEqual(answer.shape, [null, 72, 72, 128]);
    assert.equal(answer.statistics.channels, 128);
    assert.equal((await sharp(readFileSync(answer.sheet)).metadata()).format, 'png');
  });

  it('refuses a layer that is not there', async () => {
    const { code, stderr } = await runCli(['activations', cup, '--layer', 'block99']);
    assert.notEqual(code, 0);
    assert.match(stderr, /block99/);
  });
});
