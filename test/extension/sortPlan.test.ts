import assert from 'node:assert/strict';
import path from 'node:path';
import { folderName, sortPlan } from '../../src/extension/folders/sortPlan';

const target = path.resolve('/photos');
const at = (...parts: readonly string[]): string => path.join(target, ...parts);

describe('sorting pictures into folders', () => {
  it('moves the sure ones, leaves those in place, and overwrites nothing', () => {
    const plan = sortPlan(
      [
        { file: at('a.jpg'), label: 'cup', probability: 0.9 },
        { file: at('b.jpg'), label: 'cup', probability: 0.4 },
        { file: at('cup', 'c.jpg'), label: 'cup', probability: 0.9 },
        { file: at('d.jpg'), label: 'glass', probability: 0.5 },
        { file: at('sub', 'A.jpg'), label: 'cup', probability: 0.9 },
      ],
      { target, threshold: 0.5, exists: (file) => file === at('glass', 'd.jpg') },
    );
    assert.deepEqual(plan, {
      moves: [{ from: at('a.jpg'), to: at('cup', 'a.jpg'), label: 'cup' }],
      collisions: [at('d.jpg'), at('sub', 'A.jpg')],
      unsure: 1,
      inPlace: 1,
    });
  });

  it('makes of any label a folder that any system takes, beneath the target', () => {
    assert.deepEqual(['ant, emmet', '../../etc', 'a/b\\c:d', 'CON', ' . ', 'Tee.'].map(folderName), [
      'ant, emmet',
      '.._.._etc',
      'a_b_c_d',
      'CON_',
      '_',
      'Tee',
    ]);
  });
});
