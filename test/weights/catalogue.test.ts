import assert from 'node:assert/strict';
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { addressOf } from '../../src/model/download/fetchModel';
import { catalogue, isFetched, isKerasCopy, resolveModel } from '../../src/model/weights/catalogue';
import { verdict } from '../../src/model/runtime/predictions';
import {
  kerasCopy,
  KERAS_CLASS_INDEX,
  KERAS_IMAGENET,
  KERAS_IMAGENET_NOTOP,
} from '../../src/model/weights/kerasImagenet';
import { modelRecord } from '../../src/model/weights/modelRecord';
import { scratchFolder } from './support/scratch';

describe('the catalogue', () => {
  const scratch = scratchFolder();
  const imagenet = (): ReturnType<typeof catalogue>[number] =>
    catalogue().find(({ id }) => id === 'imagenet')!;
  let home: string | undefined;

  before(() => {
    home = process.env['KERAS_HOME'];
    process.env['KERAS_HOME'] = scratch('keras');
  });

  after(() => {
    if (home === undefined) delete process.env['KERAS_HOME'];
    else process.env['KERAS_HOME'] = home;
  });

  /** A file of the published size, without its bytes. */
  function put(file: string): void {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '');
    truncateSync(file, KERAS_IMAGENET.bytes);
  }

  it('has ids that differ, each with a folder of its own', () => {
    assert.equal(new Set(catalogue().map(({ id }) => id)).size, catalogue().length);
    for (const { file, folder } of catalogue()) assert.equal(path.dirname(file), folder);
    assert.equal(new Set(catalogue().map(({ folder }) => folder)).size, catalogue().length);
  });

  it('knows where Keras keeps its files', () => {
    const name = KERAS_IMAGENET.name;
    assert.equal(kerasCopy(KERAS_IMAGENET, {}, '/home/me'), path.join('/home/me', '.keras', 'models', name));
    assert.equal(
      kerasCopy(KERAS_IMAGENET, { KERAS_HOME: '/data' }, '/home/me'),
      path.resolve('/data/models', name),
    );
  });

  it('tells how to fetch what is not there', () => {
    assert.ok(!isFetched(imagenet()));
    assert.throws(() => resolveModel('imagenet'), {
      code: 'model-missing',
      message: /Fetch it \(92 MB\) with "xception models fetch imagenet"/,
    });
  });

  it("uses its own file before Keras', and neither unless it is whole", () => {
    put(kerasCopy(KERAS_IMAGENET));
    assert.ok(isFetched(imagenet()) && isKerasCopy(imagenet()));
    const { source, classList, preprocessing } = resolveModel('imagenet');
    assert.deepEqual(source, { kind: 'file', path: kerasCopy(KERAS_IMAGENET) });
    assert.equal(classList, 'imagenet');
    assert.deepEqual(preprocessing, { resize: 'nearest', fit: 'stretch', normalization: { kind: 'tf' } });
    put(path.join(imagenet().folder, KERAS_IMAGENET.name));
    assert.ok(isFetched(imagenet()) && !isKerasCopy(imagenet()));
    truncateSync(imagenet().file, 1000);
    assert.ok(isKerasCopy(imagenet()));
    rmSync(scratch('keras'), { recursive: true });
    assert.ok(!isFetched(imagenet()));
  });

  it('finds a published file at a mirror by its name', () => {
    assert.equal(addressOf(KERAS_IMAGENET), KERAS_IMAGENET.address);
    for (const mirror of ['https://lab.example/a', 'https://lab.example/a/']) {
      assert.equal(
        addressOf(KERAS_IMAGENET_NOTOP, mirror),
        `https://lab.example/a/${KERAS_IMAGENET_NOTOP.name}`,
      );
    }
    for (const mirror of ['lab.example', 'file:///x', 'ftp://lab.example/']) {
      assert.throws(() => addressOf(KERAS_IMAGENET, mirror), { code: 'usage' });
    }
  });

  it("gives ImageNet's classes their WordNet numbers where Keras' class index lies", async () => {
    const head = [{ op: { kind: 'dense', units: 1000, bias: true, activation: 'softmax' } }] as const;
    const facts = { format: 'x', network: 'paper', head, params: 1, warnings: [] } as const;
    const request = {
      id: 'x',
      title: 'x',
      network: 'paper',
      source: { kind: 'file', path: scratch('x.h5') },
    } as const;
    assert.equal((await modelRecord(facts, request)).synsets, undefined);
    const ids = Array.from({ length: 1000 }, (_, index) => `n${String(index).padStart(8, '0')}`);
    const index = JSON.stringify(Object.fromEntries(ids.map((id, place) => [place, [id, 'x']])));
    const file = kerasCopy(KERAS_CLASS_INDEX);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, index.padEnd(KERAS_CLASS_INDEX.bytes));
    const record = await modelRecord(facts, request);
    assert.deepEqual([record.labelsFrom, record.synsets], ['imagenet', ids]);
    const [best] = verdict(
      ids.map((_, place) => Number(place === 281)),
      record,
      1,
    ).predictions;
    assert.deepEqual([best?.label, best?.synset], ['tabby', 'n00000281']);
    assert.equal((await modelRecord(facts, { ...request, labels: ids })).synsets, undefined);
  });
});
