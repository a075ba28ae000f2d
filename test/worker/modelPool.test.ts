import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { nativeBinding } from '../../src/model/runtime/nativeBinding';
import { RunnableModel } from '../../src/model/runtime/runnableModel';
import { untrainedModel } from '../../src/model/weights/catalogue';
import { openModel } from '../../src/model/weights/openModel';
import { ModelPool } from '../../src/model/worker/modelPool';
import { fileRequest } from '../weights/support/fileRequest';
import { scratchFolder } from '../weights/support/scratch';

describe('the model pool', function () {
  this.timeout(120_000);
  const scratch = scratchFolder();
  const small = { height: 96, width: 96 };
  const paper = { ...untrainedModel('paper'), input: small };
  const other = { ...paper, id: 'other' };

  it('loads a model once for all who ask for it, keeps the last one, and lets others go', async () => {
    const live = (): number => nativeBinding().getNumOfTensors();
    const before = live();
    const loads: string[] = [];
    const pool = new ModelPool(async (request) => {
      loads.push(request.id);
      return RunnableModel.load(await openModel(request));
    });
    const black = new Float32Array(96 * 96 * 3);
    const [a, b] = await Promise.all([1, 2].map(() => pool.use(paper, (model) => model.score([black]))));
    assert.deepEqual(a, b);
    assert.deepEqual(loads, [paper.id]);
    await pool.use({ ...paper }, (model) => model.score([black, black]));
    assert.deepEqual(loads, [paper.id], 'an equal request is the same model');
    const one = live();
    await pool.use(other, (model) => model.score([black]));
    assert.equal(pool.current, other.id);
    await pool.use(paper, (model) => model.score([black]));
    assert.deepEqual(loads, [paper.id, other.id, paper.id]);
    assert.equal(live(), one, 'only one model is held');
    assert.ok(one > before);
  });

  it('does not keep a load that failed', async () => {
    let tries = 0;
    const pool = new ModelPool(async (request) => {
      if (++tries === 1) throw new Error('the disk is gone');
      return RunnableModel.load(await openModel(request));
    });
    await assert.rejects(
      pool.use(paper, () => 0),
      /disk is gone/,
    );
    assert.equal(await pool.use(paper, ({ record }) => record.classes), 1000);
  });

  it('loads a file again that was written anew, and keeps one that was taken away', async () => {
    const file = scratch('model.h5');
    const request = fileRequest(file);
    const loads: number[] = [];
    const pool = new ModelPool((asked) => {
      assert.equal(asked, request);
      loads.push(loads.length + 1);
      return Promise.resolve({ number: loads.length, dispose: () => undefined });
    });
    const used = (): Promise<number> => pool.use(request, ({ number }) => number);
    writeFileSync(file, 'one');
    assert.equal(await used(), 1);
    assert.equal(await used(), 1);
    writeFileSync(file, 'another');
    assert.equal(await used(), 2);
    rmSync(file);
    assert.equal(await used(), 2, 'what is loaded needs no file');
  });

  it('loads a SavedModel again when a file in its folder was written anew', async () => {
    const folder = scratch('saved');
    mkdirSync(path.join(folder, 'variables'), { recursive: true });
    const index = path.join(folder, 'variables', 'variables.index');
    writeFileSync(index, 'one');
    let loads = 0;
    const pool = new ModelPool(() => Promise.resolve({ number: ++loads, dispose: () => undefined }));
    assert.equal(await pool.use(fileRequest(folder), ({ number }) => number), 1);
    writeFileSync(index, 'another');
    assert.equal(await pool.use(fileRequest(folder), ({ number }) => number), 2);
  });
});
