import assert from 'node:assert/strict';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { openInReader, type ReaderOptions } from '../../src/model/weights/readerProcess';
import { failsWith, fileRequest, readerEntry } from './support/fileRequest';
import { recordedFile, writeRecorded, writeZip } from './support/recordedFile';
import { scratchFolder } from './support/scratch';
import { untrainedWeights } from '../../src/model/weights/untrained';

const HDF5 = Buffer.from('894844460d0a1a0a', 'hex');

describe('a broken or hostile model file', function () {
  this.timeout(120_000);
  const scratch = scratchFolder();
  const open = (file: string, options: Partial<ReaderOptions> = {}): Promise<string> =>
    openInReader(fileRequest(file), { entry: readerEntry, ...options });
  const config = recordedFile('keras3-nested.keras').config!;

  /** A real model file of 84 MB. */
  const whole = async (): Promise<string> => {
    const file = scratch('whole.h5');
    const head = [
      { kind: 'pool', mode: 'average' },
      { kind: 'dense', units: 100, bias: true, activation: 'relu' },
      { kind: 'dense', units: 6, bias: true, activation: 'linear' },
    ] as const;
    const weights = untrainedWeights('paper', { head: head.map((op) => ({ op })) });
    await writeRecorded(recordedFile('keras3-nested.h5'), [...weights.values()], file);
    return file;
  };

  it('of no known kind is refused with the kinds that are known', async () => {
    const picture = scratch('picture.h5');
    writeFileSync(picture, 'GIF89a and more');
    await assert.rejects(open(picture), failsWith('model-unsupported', 'picture.h5', '.keras', '.h5'));
    writeFileSync(picture, '');
    await assert.rejects(open(picture), failsWith('model-unsupported', 'empty'));
    await assert.rejects(open(scratch('nowhere.h5')), failsWith('file-missing', 'nowhere.h5'));
    mkdirSync(scratch('folder.h5'));
    await assert.rejects(open(scratch('folder.h5')), failsWith('model-unsupported', 'folder.h5'));
  });

  it('that only starts like HDF5 is told from a model', async () => {
    const file = scratch('garbage.h5');
    const garbage = Buffer.alloc(100_000);
    for (let i = 0, state = 1; i < garbage.length; i++) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      garbage[i] = state >>> 24;
    }
    writeFileSync(file, Buffer.concat([HDF5, garbage]));
    await assert.rejects(open(file), failsWith('model-unreadable', 'garbage.h5', 'damaged'));
  });

  it('that was cut off anywhere is told', async () => {
    const file = await whole();
    const { length } = readFileSync(file);
    for (const size of [length - 1, Math.floor(length / 2), 5000, 600, 20]) {
      truncateSync(file, size);
      await assert.rejects(
        open(file),
        failsWith('model-unreadable', 'whole.h5', 'damaged'),
        `cut to ${size}`,
      );
    }
  });

  it('whose table of contents was overwritten is told', async () => {
    const file = await whole();
    const target = openSync(file, 'r+');
    writeSync(target, Buffer.alloc(512, 0xff), 0, 512, 800);
    closeSync(target);
    await assert.rejects(open(file), failsWith('model-unreadable', 'whole.h5'));
  });

  it('that is a zip without its end is told', async () => {
    const file = scratch('cut.keras');
    await writeZip(file, {
      'metadata.json': '{}',
      'config.json': config,
      'model.weights.h5': Buffer.alloc(100_000),
    });
    truncateSync(file, 50_000);
    await assert.rejects(open(file), failsWith('model-unreadable', 'cut.keras'));
  });

  it('that is an archive without weights, or with others, is told', async () => {
    const file = scratch('partial.keras');
    await writeZip(file, { 'config.json': config, 'model.weights.npz': 'x' });
    await assert.rejects(open(file), failsWith('model-unsupported', 'model.weights.npz', 'h5py'));
    await writeZip(file, {
      'config.json': config,
      'model.weights.h5': Buffer.concat([HDF5, Buffer.alloc(2000)]),
    });
    await assert.rejects(open(file), failsWith('model-unreadable', 'partial.keras', 'HDF5'));
  });

  it('that would unpack to more memory than there is is not unpacked', async () => {
    const bomb = scratch('bomb.keras');
    await writeZip(bomb, { 'config.json': Buffer.alloc(300 * 2 ** 20, ' ') }, 9);
    assert.ok(readFileSync(bomb).length < 2 ** 20);
    await assert.rejects(open(bomb), failsWith('model-unreadable', 'bomb.keras', 'config.json', '314572800'));
  });

  it('that lies about what it unpacks to is found out', async () => {
    const liar = scratch('liar.keras');
    await writeZip(liar, { 'config.json': Buffer.alloc(100 * 2 ** 20, ' ') }, 9);
    // The true size, wherever the archive has it, becomes a harmless one.
    const bytes = readFileSync(liar);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(100 * 2 ** 20);
    for (let at = bytes.indexOf(size); at >= 0; at = bytes.indexOf(size, at)) bytes.writeUInt32LE(1000, at);
    writeFileSync(liar, bytes);
    await assert.rejects(open(liar), failsWith('model-unreadable', 'liar.keras'));
  });

  it('is never written anywhere under a name of its own', async () => {
    const file = scratch('climber.keras');
    await writeZip(file, { 'config.json': config, '../../climbed.h5': 'x', 'model.weights.h5': HDF5 });
    await assert.rejects(open(file), failsWith('model-unreadable'));
    assert.deepEqual(
      readdirSync(scratch()).filter((name) => name.includes('climbed')),
      [],
    );
  });

  it('with a configuration that is no model, or nested without end, is told', async () => {
    const file = scratch('config.keras');
    for (const text of ['[', '{}', '['.repeat(5_000_000), 'null']) {
      await writeZip(file, { 'config.json': text, 'model.weights.h5': HDF5 });
      await assert.rejects(open(file), failsWith('model-unreadable', 'config.keras'), text.slice(0, 40));
    }
  });

  it('leaves no pack and no temporary file', () => {
    const left = ['packs', 'temporary'].flatMap((folder) => {
      try {
        return readdirSync(scratch('cache', folder));
      } catch {
        return [];
      }
    });
    assert.deepEqual(left, []);
  });
});
