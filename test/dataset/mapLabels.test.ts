import assert from 'node:assert/strict';
import { mapLabels } from '../../src/model/dataset/figures/mapLabels';
import { mappingCsv, parseMappingCsv } from '../../src/model/dataset/figures/mappingCsv';
import { imagenetLabels } from '../../src/model/labels/imagenetLabels';
import { XceptionError } from '../../src/shared/xceptionError';

const imagenet = { labels: imagenetLabels() };

function mapped(labels: readonly string[], edits?: ReadonlyMap<string, readonly number[]>): unknown {
  return mapLabels(labels, imagenet, edits).map(({ label, classes, by }) => [label, by, ...classes]);
}

describe('labels and classes', () => {
  it('go together by name, by loose name and by plural', () => {
    assert.deepEqual(mapped(['ants', 'bee', 'Egyptian_Cat', 'tiger-cat', 'nothing of the kind']), [
      ['ants', 'plural', 310],
      ['bee', 'exact', 309],
      ['Egyptian_Cat', 'similar', 285],
      ['tiger-cat', 'similar', 282],
      ['nothing of the kind', 'none'],
    ]);
  });

  it('go together by WordNet number, with the name behind it too', () => {
    const synsets = ['n01440764', 'n01443537'];
    const mapping = mapLabels(['n01443537-goldfish', 'n01440764'], {
      labels: ['tench', 'goldfish'],
      synsets,
    });
    assert.deepEqual(
      mapping.map(({ by, classes }) => [by, ...classes]),
      [
        ['wordnet', 1],
        ['wordnet', 0],
      ],
    );
  });

  it('stand for all classes of one name', () => {
    const mapping = mapLabels(['crane'], { labels: ['crane', 'cup', 'crane'] });
    assert.deepEqual(mapping, [{ label: 'crane', classes: [0, 2], by: 'exact' }]);
  });

  it('never share a class: the surer label has it', () => {
    assert.deepEqual(mapped(['ants', 'Ant', 'ant']), [
      ['ants', 'none'],
      ['Ant', 'none'],
      ['ant', 'exact', 310],
    ]);
  });

  it('are as a person gave them, before anything else', () => {
    const edits = new Map([
      ['cat', [281, 282, 285]],
      ['bee', []],
    ]);
    assert.deepEqual(mapped(['bee', 'cat', 'tiger cat'], edits), [
      ['bee', 'edited'],
      ['cat', 'edited', 281, 282, 285],
      ['tiger cat', 'none'],
    ]);
  });
});

describe('a mapping as CSV', () => {
  const read = (text: string): ReadonlyMap<string, readonly number[]> =>
    parseMappingCsv(text, imagenet, 'map.csv');

  it('is read by number and name, with several classes per label and labels without one', () => {
    const edits = read('label,class\r\ncat,281\r\ncat,"tiger cat"\r\nbug,\r\n\r\n"a, b",ant\r\n');
    assert.deepEqual(
      [...edits],
      [
        ['cat', [281, 282]],
        ['bug', []],
        ['a, b', [310]],
      ],
    );
  });

  it('is read with tabs and semicolons too, and without its header', () => {
    assert.deepEqual([...read('cat\t281\ndog\t162\n')], [...read('cat;281\ndog;162\n')]);
    assert.deepEqual([...read('cat\t281\n')], [['cat', [281]]]);
  });

  it('is the same when it is written and read again', () => {
    const mapping = mapLabels(['ants', 'cat', 'x'], imagenet, new Map([['cat', [281, 282]]]));
    assert.equal(mappingCsv(mapping, imagenet).split('\n')[0], 'label,class,name');
    assert.deepEqual(
      [...read(mappingCsv(mapping, imagenet))],
      mapping.map(({ label, classes }) => [label, classes]),
    );
  });

  it('is refused with a class that the model has not, and with one that two labels claim', () => {
    assert.throws(
      () => read('cat,1000'),
      (error) => XceptionError.from(error).code === 'usage' && String(error).includes('"1000"'),
    );
    assert.throws(() => read('cat,281\ndog,tabby'), /gives the class "tabby" to "cat" and to "dog"/);
  });
});
