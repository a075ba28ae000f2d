import assert from 'node:assert/strict';
import { Hdf5File } from '../../src/model/weights/hdf5/hdf5File';
import { fixture } from '../support/paths';
import { failsWith } from './support/fileRequest';

const VALUES = [0, 1, -2.5, 65504, 2 ** -24, -0.333251953125];

describe('an HDF5 file', () => {
  let file: Hdf5File;
  before(async () => {
    file = await Hdf5File.open(fixture('weights', 'numbers.h5'));
  });
  after(() => file.close());

  it('gives the same numbers from every way of keeping them', () => {
    for (const name of ['float16', 'float32', 'float64', 'big_endian', 'filtered']) {
      const dataset = file.dataset(name);
      assert.deepEqual(dataset.shape, [2, 3]);
      assert.deepEqual([...file.read(dataset)], VALUES, name);
    }
    // Eight bits of precision are what bfloat16 has.
    assert.deepEqual([...file.read(file.dataset('bfloat16'))], [0, 1, -2.5, 65536, 2 ** -24, -0.333984375]);
    assert.deepEqual([...file.read(file.dataset('empty'))], []);
    assert.deepEqual([...file.read(file.dataset('scalar'))], [7]);
  });

  it('gives numbers that stay when the next are read', () => {
    const first = file.read(file.dataset('float32'));
    file.read(file.dataset('scalar'));
    assert.deepEqual([...first], VALUES);
  });

  it('refuses what is no weight, and what lies in other files', () => {
    assert.throws(
      () => file.read(file.dataset('integers')),
      failsWith('model-unsupported', 'numbers.h5', 'integers', 'integer of 8 bytes'),
    );
    assert.throws(
      () => file.read(file.dataset('virtual')),
      failsWith('model-unsupported', 'in another file'),
    );
  });

  it('gives attributes of every kind of string', () => {
    assert.equal(file.text('group', 'text'), 'variable');
    assert.equal(file.text('group', 'fixed'), 'fixed');
    assert.equal(file.text('group', 'number'), undefined);
    assert.equal(file.text('group', 'absent'), undefined);
    assert.equal(file.text('absent', 'text'), undefined);
    assert.equal(file.text('', 'text'), undefined);
    assert.deepEqual(file.texts('group', 'list'), ['one', 'three']);
    assert.deepEqual(file.texts('group', 'cut'), ['a', 'b', 'c']);
    assert.deepEqual(file.texts('group', 'none'), []);
    assert.equal(file.texts('group', 'absent'), undefined);
  });
});
