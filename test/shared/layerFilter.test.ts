import assert from 'node:assert/strict';
import { summarize } from '../../src/model/arch/summarize';
import { layerFilter, NUMBER_FIELDS, WORD_FIELDS } from '../../src/shared/layerFilter';

const paper = summarize('paper');
const pytorch = summarize('pytorch');

function found(filter: string, { layers, layout } = paper): readonly string[] {
  const { matches, problem } = layerFilter(filter, layout);
  assert.equal(problem, null, filter);
  return layers.filter(matches).map(({ name }) => name);
}

describe('the filter of layers', () => {
  it('finds words in name, class, kind, block and flow, all of them, whatever the case', () => {
    assert.equal(found('').length, 134);
    assert.deepEqual(found('PREDICT'), ['predictions']);
    assert.equal(found('middle separable').length, 24);
    assert.deepEqual(found('conv-a 1 pool'), ['block2_pool']);
    assert.deepEqual(found('no such layer'), []);
  });

  it('finds words in one field', () => {
    assert.equal(found('type:sepconv').length, 34);
    assert.equal(found('kind:sepconv').length, 34);
    assert.equal(found('type:SeparableConv2D').length, 34);
    assert.equal(found('flow:middle').length, paper.layers.filter(({ flow }) => flow === 'middle').length);
    assert.deepEqual(found('name:avg_pool'), ['avg_pool']);
    assert.deepEqual(found('block:"conv-a 1" kind:maxpool'), ['block2_pool']);
  });

  it('compares numbers, with their units', () => {
    const above = paper.layers.filter(({ macs }) => macs > 100e6).map(({ name }) => name);
    assert.ok(above.length > 10);
    assert.deepEqual(found('macs>100M'), above);
    assert.deepEqual(found('macs>0.1g'), above);
    assert.deepEqual(
      found('params>=1k params<2k'),
      paper.layers.flatMap(({ name, params }) => (params >= 1000 && params < 2000 ? [name] : [])),
    );
    assert.deepEqual(
      found('share>4%'),
      paper.layers.flatMap(({ name, macsShare }) => (macsShare > 0.04 ? [name] : [])),
    );
    assert.equal(found('kernel=1').length, 4, 'the shortcuts');
    assert.ok(found('out<20').every((name) => !/^block[1-3]_/.test(name)));
    assert.deepEqual(found('channels=2048 kind:sepconv'), ['block14_sepconv2']);
  });

  it('knows which axes are sides and which are channels', () => {
    const names = (filter: string): readonly string[] => found(filter, pytorch);
    assert.deepEqual(names('channels=32'), ['conv1']);
    assert.deepEqual(names('out=149'), ['conv1']);
  });

  it('turns a part round with a minus', () => {
    assert.equal(
      found('sepconv -kind:sepconv').length + found('sepconv kind:sepconv').length,
      found('sepconv').length,
    );
    assert.deepEqual(found('-macs<=0 -conv'), ['predictions']);
  });

  it('tells what is wrong with a part, and applies the others', () => {
    const cases = [
      ['speed>3', 'unknown'],
      ['macs>', 'number'],
      ['macs>many', 'number'],
      ['macs:3', 'number', false],
      ['type:', 'value'],
      ['type>3', 'unknown'],
    ] as const;
    for (const [filter, kind, isProblem = true] of cases) {
      const { problem, matches } = layerFilter(`predictions ${filter}`, 'NHWC');
      assert.deepEqual(problem, isProblem ? { kind, term: filter } : null, filter);
      if (isProblem) assert.equal(paper.layers.filter(matches).length, 1, filter);
    }
  });

  it('takes every field that its help lists', () => {
    for (const field of WORD_FIELDS) assert.equal(layerFilter(`${field}:x`, 'NHWC').problem, null);
    for (const field of NUMBER_FIELDS) assert.equal(layerFilter(`${field}>1`, 'NHWC').problem, null);
  });
});
