import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import {
  isFileRef,
  isPresent,
  modelFile,
  normalizeRef,
  requestForRef,
  titleOfRef,
  UNTRAINED_REFS,
} from '../../src/extension/model/modelRef';
import { KERAS_IMAGENET } from '../../src/model/weights/kerasImagenet';

describe('the name of a model', () => {
  let folder: string;
  let file: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'xception-ref-'));
    file = path.join(folder, 'cats.keras');
    writeFileSync(file, '');
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('may be that of an untrained network', () => {
    assert.deepEqual(UNTRAINED_REFS, ['untrained:paper', 'untrained:article', 'untrained:pytorch']);
    const { id, network, source } = requestForRef('untrained:article');
    assert.deepEqual(
      { id, network, source },
      { id: 'untrained:article', network: 'article', source: { kind: 'untrained' } },
    );
    assert.ok(isPresent('untrained:article'));
    assert.ok(!isFileRef('untrained:article'));
  });

  it('may be the path of a file, which is then its id', () => {
    const { id, title, source } = requestForRef(file);
    assert.deepEqual(
      { id, title, source },
      { id: file, title: 'cats.keras', source: { kind: 'file', path: file } },
    );
    assert.ok(isFileRef(file));
    assert.ok(isPresent(file));
    assert.equal(titleOfRef(file), 'cats.keras');
  });

  it('gives the same request every time, by which a loaded model is known again', () => {
    assert.deepEqual(requestForRef(file), requestForRef(file));
    assert.deepEqual(requestForRef('untrained:paper'), requestForRef('untrained:paper'));
  });

  it('of a file that is gone is refused with the path', () => {
    const gone = path.join(folder, 'gone.keras');
    assert.ok(!isPresent(gone));
    assert.throws(() => requestForRef(gone), { code: 'model-missing', message: /gone\.keras/ });
  });

  it('is made absolute from the workspace folder or the home folder, unless it is no path', () => {
    assert.equal(normalizeRef('models/cats.keras', folder), path.join(folder, 'models', 'cats.keras'));
    assert.equal(normalizeRef('~/cats.keras', folder), path.join(homedir(), 'cats.keras'));
    assert.equal(normalizeRef(file, '/elsewhere'), file);
    assert.equal(normalizeRef('kitchenware', folder), 'kitchenware');
    assert.equal(normalizeRef('untrained:paper', folder), 'untrained:paper');
    assert.equal(titleOfRef('kitchenware'), 'Kitchenware (sample model)');
  });

  it('has a file, unless it is a network without training', () => {
    assert.equal(modelFile(file), file);
    assert.equal(modelFile('untrained:paper'), undefined);
    assert.equal(path.basename(modelFile('imagenet') ?? ''), KERAS_IMAGENET.name);
  });
});
