import assert from 'node:assert/strict';
import { nativeTensorflow } from '../../src/model/runtime/nativeTensorflow';
import { RunnableModel } from '../../src/model/runtime/runnableModel';
import { untrainedModel } from '../../src/model/weights/catalogue';
import { openModel } from '../../src/model/weights/openModel';
import { ModelPool } from '../../src/model/worker/modelPool';

describe('the model pool', function () {
  this.timeout(120_000);
  const small = { height: 96, width: 96 };
  const paper = { ...untrainedModel('paper'), input: small };
  const other = { ...paper, id: 'other' };

  it('loads a model once for all who ask for it, keeps the last one, and lets others go', async () => {
    const { memory } = nativeTensorflow();
    const before = memory().numTensors;
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
    const one = memory().numTensors;
    await pool.use(other, (model) => model.score([black]));
    assert.equal(pool.current, other.id);
    await pool.use(paper, (model) => model.score([black]));
    assert.deepEqual(loads, [paper.id, other.id, paper.id]);
    assert.equal(memory().numTensors, one, 'only one model is held');
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
});
