import assert from 'node:assert/strict';
import { summarize } from '../../src/model/arch/summarize';
import { layerFilter } from '../../src/shared/layerFilter';
import { sumOf, treeRows } from '../../src/webview/layerTree';
import { tableText, type CopiedTable } from '../../src/webview/tableText';

const { layers } = summarize('paper');

function table(filter: string, collapsed: readonly string[] = []): CopiedTable {
  const matching = layers.filter(layerFilter(filter, 'NHWC').matches);
  return {
    rows: treeRows(matching, { sort: null, collapsed: new Set(collapsed) }),
    columns: ['name', 'output', 'params', 'macs'],
    totals: sumOf(matching),
  };
}

describe('the copied layer table', () => {
  it('is CSV of the shown rows and columns, without totals', () => {
    assert.deepEqual(tableText(table('block1_conv1'), 'csv').split('\n'), [
      'Layer,Output,Parameters,MACs',
      'block1_conv1,149×149×32,864,19181664',
      'block1_conv1_bn,149×149×32,128,0',
      'block1_conv1_act,149×149×32,0,0',
    ]);
  });

  it('is Markdown with totals, in which names stay names', () => {
    assert.deepEqual(tableText(table('predictions'), 'markdown').split('\n'), [
      '| Layer | Output | Parameters | MACs |',
      '| --- | --: | --: | --: |',
      '| predictions | 1000 | 2049000 | 2048000 |',
      '| Total |  | 2049000 | 2048000 |',
    ]);
    assert.match(tableText(table('avg_pool'), 'markdown'), /\| avg\\_pool \|/);
  });

  it('is LaTeX for booktabs, with what would be a command escaped', () => {
    assert.deepEqual(tableText(table('block1_conv1_bn'), 'latex').split('\n'), [
      '\\begin{tabular}{lrrr}',
      '\\toprule',
      'Layer & Output & Parameters & MACs \\\\',
      '\\midrule',
      'block1\\_conv1\\_bn & 149$\\times$149$\\times$32 & 128 & 0 \\\\',
      '\\midrule',
      'Total &  & 128 & 0 \\\\',
      '\\bottomrule',
      '\\end{tabular}',
    ]);
  });

  it('has a closed group as one row of sums, and an open one as its layers', () => {
    const lines = tableText(table('', ['flow middle']), 'csv').split('\n');
    const middle = layers.filter(({ flow }) => flow === 'middle');
    assert.equal(lines.length, 1 + layers.length - middle.length + 1);
    assert.ok(lines.includes(`Middle flow,,${sumOf(middle).params},${sumOf(middle).macs}`));
  });
});
