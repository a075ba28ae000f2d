import assert from 'node:assert/strict';
import { readModelCard } from '../../src/model/weights/card/modelCard';

const STRUCTURE = {
  network: 'paper',
  names: 'timm',
  variant: { epsilon: 1e-5, padding: 1 },
  head: [
    { op: { kind: 'pool', mode: 'average' } },
    { name: 'fc', op: { kind: 'dense', units: 3, bias: true, activation: 'softmax' } },
  ],
  input: { height: 96, width: 71 },
};

describe('what a file says beside its model', () => {
  it('is read as it was written, as text or as data', () => {
    const card = {
      labels: ['cup', 'fork', 'knife'],
      preprocessing: { resize: 'bilinear', fit: 'crop', cropFraction: 0.9, normalization: { kind: 'tf' } },
      structure: STRUCTURE,
    };
    assert.deepEqual(readModelCard(card), card);
    assert.deepEqual(readModelCard(JSON.stringify(card)), card);
  });

  for (const card of [
    undefined,
    null,
    'no JSON',
    '[]',
    7,
    { labels: 'cup' },
    { labels: [1] },
    { labels: [] },
  ]) {
    it(`is left out where it is not understood: ${JSON.stringify(card)}`, () => {
      assert.deepEqual(readModelCard(card), {});
    });
  }

  it('gives no preprocessing that nobody could do', () => {
    const preprocessing = {
      resize: 'magic',
      fit: 'crop',
      cropFraction: 0,
      normalization: { kind: 'mean-std', mean: [0, 0, 0], std: [1, 0, 1] },
    };
    assert.deepEqual(readModelCard({ preprocessing }), { preprocessing: { fit: 'crop' } });
  });

  const layer = (op: object, name?: string): object => ({ ...STRUCTURE, head: [{ name, op }] });
  for (const [what, structure] of Object.entries({
    'a network that is not known': { ...STRUCTURE, network: 'vgg' },
    'names of another tool': { ...STRUCTURE, names: 'caffe' },
    'an epsilon that is none': { ...STRUCTURE, variant: { epsilon: -1, padding: 1 } },
    'a padding that is none': { ...STRUCTURE, variant: { epsilon: 1e-5, padding: 99 } },
    'an input that is too large': { ...STRUCTURE, input: { height: 1e9, width: 71 } },
    'no input': { ...STRUCTURE, input: undefined },
    'a layer that stands in no head': layer({ kind: 'conv', filters: 1 }),
    'units by the billion': layer({ kind: 'dense', units: 1e9, bias: true, activation: 'linear' }),
    'units that are no number': layer({ kind: 'dense', units: '3', bias: true, activation: 'linear' }),
    'an activation that is not known': layer({ kind: 'activation', activation: 'magic' }),
    'two layers of a name': { ...STRUCTURE, head: [STRUCTURE.head[1], STRUCTURE.head[1]] },
    'thousands of layers': { ...STRUCTURE, head: new Array(5000).fill(STRUCTURE.head[0]) },
  })) {
    it(`gives no structure with ${what}`, () => {
      assert.deepEqual(readModelCard({ structure }), {});
    });
  }
});
