import assert from 'node:assert/strict';
import { summarize } from '../../src/model/arch/summarize';
import { layerFilter } from '../../src/shared/layerFilter';
import type { LayerRow } from '../../src/shared/network';
import { COLUMN_IDS, nextSort, type Sort } from '../../src/webview/layerColumns';
import { blockIds, sortLayers, sumOf, treeRows, type TreeRow } from '../../src/webview/layerTree';
import { shareScale } from '../../src/webview/shareScale';

const { layers, totals } = summarize('paper');

function filtered(filter: string): readonly LayerRow[] {
  return layers.filter(layerFilter(filter, 'NHWC').matches);
}

function rowsOf(
  view: { filter?: string; sort?: Sort; collapsed?: readonly string[] } = {},
): readonly TreeRow[] {
  const { filter = '', sort = null, collapsed = [] } = view;
  return treeRows(filtered(filter), { sort, collapsed: new Set(collapsed) });
}

function labels(rows: readonly TreeRow[]): readonly string[] {
  return rows.map((row) => (row.kind === 'group' ? row.label : row.layer.name));
}

describe('the layer tree', () => {
  it('groups by flow and block, in the network’s order, and loses no layer', () => {
    const rows = rowsOf();
    const flows = rows.filter(({ level }) => level === 1);
    assert.deepEqual(labels(flows), ['Input', 'Entry flow', 'Middle flow', 'Exit flow', 'Head']);
    const blocks = rows.filter((row) => row.kind === 'group' && row.parent === 'flow entry');
    assert.deepEqual(labels(blocks), ['stem', 'Conv-A 1', 'Conv-A 2', 'Conv-A 3']);
    const leaves = rows.flatMap((row) => (row.kind === 'layer' ? [row.layer.index] : []));
    assert.deepEqual(
      [...leaves].sort((a, b) => a - b),
      layers.map(({ index }) => index),
    );
  });

  it('has no level for the only block of a flow', () => {
    const head = rowsOf().filter(({ parent }) => parent === 'flow head');
    assert.deepEqual(labels(head), ['avg_pool', 'predictions']);
  });

  it('tells each row its place among its siblings', () => {
    const middle = rowsOf().filter(({ parent }) => parent === 'flow middle');
    assert.deepEqual(
      middle.map(({ position, siblings, level }) => [position, siblings, level]),
      [1, 2, 3, 4, 5, 6, 7, 8].map((position) => [position, 8, 2]),
    );
  });

  it('sums groups to the totals', () => {
    const groups = rowsOf().flatMap((row) => (row.kind === 'group' && row.level === 1 ? [row.figures] : []));
    for (const key of ['params', 'macs', 'activationBytes'] as const) {
      assert.equal(
        groups.reduce((sum, figures) => sum + figures[key], 0),
        totals[key],
      );
      assert.equal(sumOf(layers)[key], totals[key]);
    }
  });

  it('hides what lies in closed groups', () => {
    const rows = rowsOf({ collapsed: ['flow middle', 'block stem'] });
    assert.equal(
      rows.some(({ parent }) => parent === 'flow middle' || parent === 'block stem'),
      false,
    );
    assert.equal(
      rows.some(({ parent }) => parent === 'block Conv-A 1'),
      true,
    );
  });

  it('collapses to one row for each block', () => {
    const rows = rowsOf({ collapsed: blockIds(layers) });
    assert.equal(
      rows.every(({ kind }) => kind === 'group'),
      true,
    );
    assert.equal(rows.length, 5 + 4 + 8);
  });

  it('filters by every word, in name, type, kind, block or flow', () => {
    const names = (filter: string): readonly string[] => filtered(filter).map(({ name }) => name);
    assert.equal(names('  ').length, layers.length);
    assert.deepEqual(names('PREDICT'), ['predictions']);
    assert.equal(names('middle separable').length, 24);
    assert.deepEqual(names('conv-a 1 pool'), ['block2_pool']);
    assert.deepEqual(names('no such layer'), []);
  });

  it('keeps of a filtered group only what matches, with its sums', () => {
    const [flow, block, leaf] = rowsOf({ filter: 'block1_conv1_bn' });
    assert.deepEqual(labels([flow!, block ?? flow!]), ['Entry flow', 'block1_conv1_bn']);
    assert.equal(leaf, undefined);
    assert.equal(flow?.kind === 'group' && flow.figures.params, 128);
  });

  it('sorts by every column without groups, both ways, and keeps every layer', () => {
    for (const column of COLUMN_IDS) {
      for (const direction of ['ascending', 'descending'] as const) {
        const rows = rowsOf({ sort: { column, direction } });
        assert.equal(rows.length, layers.length);
        assert.equal(
          rows.every(({ kind, level }) => kind === 'layer' && level === 1),
          true,
        );
      }
    }
  });

  it('puts the most expensive layer first, and equal ones in the network’s order', () => {
    const sorted = sortLayers(layers, { column: 'macs', direction: 'descending' });
    assert.equal(sorted[0]?.macs, Math.max(...layers.map(({ macs }) => macs)));
    const none = sorted.filter(({ macs }) => macs === 0).map(({ index }) => index);
    assert.deepEqual(
      none,
      [...none].sort((a, b) => a - b),
    );
  });

  it('sorts names naturally', () => {
    const named = (name: string): LayerRow => ({ ...layers[0]!, name });
    const sorted = sortLayers(['block10', 'block2', 'block1'].map(named), {
      column: 'name',
      direction: 'ascending',
    });
    assert.deepEqual(
      sorted.map(({ name }) => name),
      ['block1', 'block2', 'block10'],
    );
  });
});

describe('a column’s title', () => {
  it('sorts numbers from the largest, then the smallest, then not at all', () => {
    const first = nextSort(null, 'macs');
    assert.deepEqual(first, { column: 'macs', direction: 'descending' });
    const second = nextSort(first, 'macs');
    assert.deepEqual(second, { column: 'macs', direction: 'ascending' });
    assert.equal(nextSort(second, 'macs'), null);
  });

  it('sorts words from A, also after another column', () => {
    const sort = nextSort({ column: 'macs', direction: 'ascending' }, 'name');
    assert.deepEqual(sort, { column: 'name', direction: 'ascending' });
  });
});

describe('the bars of the table', () => {
  it('compare rows of one level with the largest of them, filtered or not', () => {
    const bars = shareScale(layers);
    for (const level of [1, 2]) {
      const lengths = rowsOf().flatMap((row) =>
        row.kind === 'group' && row.level === level ? [bars(row)] : [],
      );
      assert.equal(Math.max(...lengths.map(({ params }) => params)), 1);
      assert.equal(Math.max(...lengths.map(({ macs }) => macs)), 1);
    }
    const byIndex = new Map(rowsOf().map((row) => [row.id, bars(row)]));
    for (const row of rowsOf({ sort: { column: 'macs', direction: 'descending' } })) {
      assert.deepEqual(bars(row), byIndex.get(row.id));
      assert.ok(bars(row).macs >= 0 && bars(row).macs <= 1);
    }
  });
});
