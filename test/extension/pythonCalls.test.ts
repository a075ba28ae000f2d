import assert from 'node:assert/strict';
import { xceptionCalls, type XceptionCall } from '../../src/extension/codeLens/pythonCalls';

/** What is found, without where. */
function found(python: string): readonly Omit<XceptionCall, 'offset'>[] {
  return xceptionCalls(python).map(({ offset: _offset, ...call }) => call);
}

describe('an Xception in a Python file', () => {
  it('is found where Keras makes it, however it is named', () => {
    for (const name of [
      'Xception',
      'keras.applications.Xception',
      'tf.keras.applications.xception.Xception',
      'applications.Xception',
    ]) {
      assert.deepEqual(found(`model = ${name}(weights="imagenet")\n`), [{ network: 'paper' }], name);
    }
  });

  it('says what its arguments say, over several lines and with brackets in them', () => {
    const python = `
base = keras.applications.Xception(
    weights=None,
    input_tensor=layers.Input((7, 7)),
    include_top=False,  # classes=3
    input_shape=(150, 200, 3),
)
head = Xception(True, "imagenet", classes=12, input_shape=[299, 299, 3])
`;
    assert.deepEqual(found(python), [
      { network: 'paper', height: 150, width: 200, includeTop: false },
      { network: 'paper', height: 299, width: 299, classes: 12, includeTop: true },
    ]);
  });

  it('passes over arguments that are no plain numbers', () => {
    assert.deepEqual(found('Xception(input_shape=(SIZE, SIZE, 3), classes=len(names), include_top=top)'), [
      { network: 'paper' },
    ]);
  });

  it('is found where timm makes it; without classes it has no head', () => {
    assert.deepEqual(found("timm.create_model('legacy_xception', pretrained=True, num_classes=10)"), [
      { network: 'paper', classes: 10 },
    ]);
    assert.deepEqual(found('create_model("xception.tf_in1k", num_classes=0)'), [
      { network: 'paper', includeTop: false },
    ]);
    assert.deepEqual(found("timm.create_model('xception41')"), [], 'another network');
  });

  it('is found where a PyTorch module is defined, at the word class', () => {
    const python = 'import torch\n\n  class Xception(torch.nn.Module):\n    pass\n';
    assert.deepEqual(xceptionCalls(python), [{ offset: python.indexOf('class'), network: 'pytorch' }]);
    assert.deepEqual(found('class XceptionNet(nn.Module): ...'), [{ network: 'pytorch' }]);
  });

  it('is not found in comments, documentation, definitions and other names', () => {
    const python = `
# Xception(weights=None)
"""Xception(classes=3) in the text of a module"""
class Xception(keras.Model): ...
def Xception(classes): ...
InceptionXception(3)
from keras.applications import Xception
preprocess = xception.preprocess_input
`;
    assert.deepEqual(found(python), []);
  });

  it('ends in time and in bounds for text that never closes', () => {
    assert.equal(xceptionCalls(`Xception(${'('.repeat(10_000)}`).length, 1);
    assert.equal(xceptionCalls(`${"'''".repeat(3001)} Xception(`).length, 0);
    assert.deepEqual(found('Xception('), [{ network: 'paper' }]);
  });
});
