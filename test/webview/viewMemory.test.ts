import assert from 'node:assert/strict';
import { ViewMemory } from '../../src/webview/viewMemory';

function memoryOver(stored: unknown): { memory: ViewMemory; stored: () => unknown } {
  let kept = stored;
  const memory = new ViewMemory({
    getState: () => kept,
    setState: (state) => {
      kept = state;
    },
  });
  return { memory, stored: () => kept };
}

describe('what is kept of the view', () => {
  it('comes back after a reload', () => {
    const first = memoryOver(undefined);
    first.memory.change({
      filter: 'conv',
      sort: { column: 'macs', direction: 'ascending' },
      collapsed: ['flow head'],
      choices: { 'look-method': 'occlusion' },
    });
    first.memory.setScroll('entries', 120);
    first.memory.setScroll('layers', 40);
    const second = memoryOver(first.stored());
    assert.deepEqual(second.memory.current, {
      scroll: { entries: 120, layers: 40 },
      focus: null,
      filter: 'conv',
      sort: { column: 'macs', direction: 'ascending' },
      collapsed: ['flow head'],
      choices: { 'look-method': 'occlusion' },
    });
  });

  it('is taken only where it fits', () => {
    const { memory } = memoryOver({
      scroll: { entries: 'far', layers: 3 },
      focus: 7,
      filter: null,
      sort: { column: 'price', direction: 'ascending' },
      collapsed: ['a', 1],
      choices: { 'look-method': 2, layer: 'conv' },
    });
    assert.deepEqual(memory.current, {
      scroll: { layers: 3 },
      focus: null,
      filter: '',
      sort: null,
      collapsed: ['a'],
      choices: { layer: 'conv' },
    });
    assert.equal(memoryOver('nonsense').memory.current.filter, '');
  });
});
