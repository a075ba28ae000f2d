import assert from 'node:assert/strict';
import path from 'node:path';
import { Uri } from 'vscode';
import { isFailure } from '../../../src/shared/classification';
import { projectRoot } from '../../support/paths';
import { api } from './support';

const cup = path.join(projectRoot, 'media', 'samples', 'coffee-cup.jpg');

describe('the API for other extensions', function () {
  this.timeout(120_000);

  it('loads a model, classifies and explains, and shows nothing of it', async () => {
    const xception = await api();
    const before = xception.state.entries;
    const model = await xception.load('kitchenware');
    assert.equal(model.record.classes, 6);
    const [result] = await model.classify(cup, { top: 1 });
    assert.ok(result && !isFailure(result));
    assert.equal(result.predictions[0]?.label, 'cup');
    assert.equal((await model.explain(cup, { class: 'plate' })).prediction.label, 'plate');
    await model.close();
    assert.deepEqual(xception.state.entries, before);
  });

  it('explains with the model in use', async () => {
    const xception = await api();
    await xception.useModel('untrained:paper');
    try {
      const { method, overlay } = await xception.explain(Uri.file(cup), { method: 'gradcam++' });
      assert.deepEqual([method, overlay.mime], ['gradcam++', 'image/png']);
    } finally {
      await xception.useModel('kitchenware');
    }
  });

  it('traces a network', async () => {
    const { trace } = await api();
    assert.deepEqual(trace('paper').at(-1)?.shape, [null, 10, 10, 2048]);
  });
});
