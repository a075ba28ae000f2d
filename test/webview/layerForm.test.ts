import assert from 'node:assert/strict';
import { formOf, requestOf } from '../../src/webview/layerForm';
import { emptyState } from './support/states';

describe('the layer table’s form', () => {
  const form = formOf(emptyState.table);

  it('gives the request back that it was made of', () => {
    assert.deepEqual(requestOf(form), emptyState.table);
  });

  for (const typed of ['', '0', '-3', '1.5', 'many', '1e400']) {
    it(`asks for nothing while a field holds "${typed}"`, () => {
      assert.equal(requestOf({ ...form, height: typed }), null);
      assert.equal(requestOf({ ...form, classes: typed }), null);
    });
  }
});
