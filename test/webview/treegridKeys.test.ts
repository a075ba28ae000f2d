import assert from 'node:assert/strict';
import { summarize } from '../../src/model/arch/summarize';
import { treeRows } from '../../src/webview/layerTree';
import { treegridAction } from '../../src/webview/treegridKeys';

const rows = treeRows(summarize('paper').layers, {
  sort: null,
  collapsed: new Set(['flow input']),
});

describe('keys of the treegrid', () => {
  const cases = [
    ['ArrowDown', 'flow input', { focus: 'flow entry' }],
    ['ArrowUp', 'flow entry', { focus: 'flow input' }],
    ['ArrowUp', 'flow input', { focus: 'flow input' }],
    ['ArrowRight', 'flow input', { toggle: 'flow input', expanded: true }],
    ['ArrowRight', 'flow entry', { focus: 'block stem' }],
    ['ArrowRight', 'layer 1', undefined],
    ['ArrowLeft', 'flow entry', { toggle: 'flow entry', expanded: false }],
    ['ArrowLeft', 'layer 1', { focus: 'block stem' }],
    ['ArrowLeft', 'block stem', { toggle: 'block stem', expanded: false }],
    ['ArrowLeft', 'flow input', undefined],
    ['Enter', 'flow input', { toggle: 'flow input', expanded: true }],
    [' ', 'flow entry', { toggle: 'flow entry', expanded: false }],
    ['Enter', 'layer 1', { select: 'block1_conv1' }],
    ['Home', 'layer 1', { focus: 'flow input' }],
    ['End', 'layer 1', { focus: rows.at(-1)!.id }],
    ['PageDown', 'flow input', { focus: rows[10]!.id }],
    ['PageUp', 'layer 1', { focus: 'flow input' }],
    ['a', 'flow entry', undefined],
    ['ArrowDown', 'no such row', undefined],
  ] as const;
  for (const [key, row, expected] of cases) {
    it(`${key} on ${row}`, () => {
      assert.deepEqual(treegridAction(rows, row, key), expected);
    });
  }
});
