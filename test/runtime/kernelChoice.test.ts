import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { availableKernels, kernelChoice, rememberKernels } from '../../src/model/runtime/kernelChoice';
import { fastestKernels } from '../../src/model/worker/benchModel';
import type { BenchWay, Kernels } from '../../src/shared/benchProtocol';

describe('the choice of kernels', () => {
  const before = process.env['XCEPTION_CACHE'];
  let cache: string;

  beforeEach(() => {
    cache = mkdtempSync(path.join(tmpdir(), 'xception-kernels-'));
    process.env['XCEPTION_CACHE'] = cache;
  });
  afterEach(() => {
    rmSync(cache, { recursive: true, force: true });
    if (before === undefined) delete process.env['XCEPTION_CACHE'];
    else process.env['XCEPTION_CACHE'] = before;
  });

  const file = (): string => path.join(cache, 'kernels.json');

  it('is the best that can run, as long as nothing was measured', () => {
    assert.equal(kernelChoice(), availableKernels().at(-1));
  });

  it('is what was remembered', () => {
    for (const kernels of availableKernels()) {
      assert.equal(rememberKernels(kernels), true);
      assert.equal(kernelChoice(), kernels);
    }
  });

  it('is not what another machine or another library remembered', () => {
    rememberKernels('plain');
    const stored = JSON.parse(readFileSync(file(), 'utf8')) as Record<string, unknown>;
    for (const change of [
      { processor: 'another' },
      { cores: 999 },
      { tensorflow: '0.1' },
      { kernels: 'x' },
    ]) {
      writeFileSync(file(), JSON.stringify({ ...stored, ...change }));
      assert.equal(kernelChoice(), availableKernels().at(-1));
    }
    writeFileSync(file(), '{"kernels"');
    assert.equal(kernelChoice(), availableKernels().at(-1));
  });

  it('is not kept where nothing can be written', () => {
    process.env['XCEPTION_CACHE'] = path.join(file(), 'beneath a file');
    writeFileSync(file(), '');
    assert.equal(rememberKernels('plain'), false);
  });

  it('weighs every batch size alike', () => {
    const way = (kernels: Kernels, batch: number, median: number): BenchWay => ({
      kernels,
      batch,
      median,
      fastest: median,
      gflops: 1,
    });
    const plain = [way('plain', 1, 100), way('plain', 8, 100)];
    assert.equal(fastestKernels([...plain, way('onednn', 1, 95), way('onednn', 8, 104)]), 'onednn');
    assert.equal(fastestKernels([...plain, way('onednn', 1, 96), way('onednn', 8, 105)]), 'plain');
    assert.equal(fastestKernels(plain), 'plain');
  });
});
