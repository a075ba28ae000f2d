import assert from 'node:assert/strict';
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { loadModel } from '../../src/model/weights/loadModel';
import type { ModelFacts } from '../../src/model/weights/modelFacts';
import { readPack, writePack, type PackSource } from '../../src/model/weights/packFile';
import { packPath, prunePacks } from '../../src/model/weights/packStore';
import { failsWith, fileRequest } from './support/fileRequest';
import { scratchFolder } from './support/scratch';

const FACTS: ModelFacts = {
  format: 'test',
  network: 'paper',
  head: [{ name: 'dense', op: { kind: 'dense', units: 3, bias: true, activation: 'linear' } }],
  input: { height: 150, width: 150 },
  params: 21,
  warnings: ['before'],
};
const TENSORS = [
  { name: 'a/kernel', shape: [2, 3], data: Float32Array.of(1, -2, 3.5, 1e-30, 0, -0) },
  { name: 'é/bias', shape: [3], data: Float32Array.of(Number.NaN, Infinity, -1) },
  { name: 'scalar/count', shape: [], data: Float32Array.of(7) },
];

function source(warnings: readonly string[] = []): PackSource {
  return {
    facts: FACTS,
    shapes: TENSORS,
    // eslint-disable-next-line @typescript-eslint/require-await
    tensors: (async function* () {
      yield* TENSORS;
    })(),
    warnings: () => warnings,
  };
}

describe('a pack', () => {
  const scratch = scratchFolder();

  it('gives back what was written, warnings of the last tensor included', async () => {
    const file = scratch('deep', 'one.safetensors');
    await writePack(source(['after']), file);
    const { facts, weights } = await readPack(file);
    assert.deepEqual(facts, { ...FACTS, warnings: ['before', 'after'] });
    assert.deepEqual(
      [...weights].map(([name, { shape, data }]) => ({ name, shape, data: Float32Array.from(data) })),
      TENSORS,
    );
    assert.deepEqual(readdirSync(scratch('deep')), ['one.safetensors']);
  });

  it('is read into few buffers of which tensors are views', async () => {
    const { weights } = await readPack(scratch('deep', 'one.safetensors'));
    assert.equal(new Set([...weights.values()].map(({ data }) => data.buffer)).size, 1);
  });

  it('that is cut, longer, of another version or no pack at all is refused', async () => {
    const file = scratch('bad.safetensors');
    const spoil = async (how: (file: string) => void): Promise<void> => {
      await writePack(source(), file);
      how(file);
      await assert.rejects(readPack(file), failsWith('model-unreadable', 'damaged'));
    };
    await spoil((path) => truncateSync(path, statSync(path).size - 1));
    await spoil((path) => truncateSync(path, 100));
    await spoil((path) => truncateSync(path, 4));
    await spoil((path) => appendFileSync(path, 'x'));
    await spoil((path) => writeFileSync(path, readFileSync(path).fill(0xff, 0, 8)));
    const replace = (from: string, to: string) => (path: string) =>
      writeFileSync(path, readFileSync(path, 'latin1').replace(from, to), 'latin1');
    await spoil(replace('"version":"1"', '"version":"0"'));
    await spoil(replace('[0,24]', '[0,28]'));
    await spoil(replace('"F32"', '"F64"'));
  });

  it('that failed half way leaves nothing', async () => {
    const file = scratch('half', 'two.safetensors');
    const failing: PackSource = {
      ...source(),
      // eslint-disable-next-line @typescript-eslint/require-await
      tensors: (async function* () {
        yield TENSORS[0]!;
        throw new Error('the disk fell off');
      })(),
    };
    await assert.rejects(writePack(failing, file), /fell off/);
    assert.deepEqual(readdirSync(scratch('half')), []);
  });

  it('that cannot be written says where and what to do', async () => {
    writeFileSync(scratch('file'), '');
    await assert.rejects(
      writePack(source(), scratch('file', 'x.safetensors')),
      failsWith('file-unreadable', 'XCEPTION_CACHE', scratch('file')),
    );
  });

  it('is found again by the file it was made from, as long as that does not change', async () => {
    const model = scratch('model.h5');
    writeFileSync(model, 'not read');
    const pack = await packPath(model);
    await writePack(source(), pack);
    const request = fileRequest(model, { labels: ['a', 'b', 'c'] });
    const options = { entry: scratch('no-reader.js') };
    const { record } = await loadModel(request, options);
    assert.deepEqual(record.labels, ['a', 'b', 'c']);
    assert.equal(record.weights, 'model.h5');
    assert.deepEqual(record.input, FACTS.input);

    // Another caller's labels and preprocessing do not need another pack.
    const other = await loadModel(fileRequest(model, { preprocessing: { resize: 'bicubic' } }), options);
    assert.deepEqual(other.record.labels, ['class 0', 'class 1', 'class 2']);
    assert.equal(other.record.labelsFrom, 'index');
    assert.equal(other.record.preprocessing.resize, 'bicubic');

    utimesSync(model, 1, 1);
    assert.notEqual(await packPath(model), pack);
    await assert.rejects(loadModel(request, options), failsWith('model-unreadable'));
    await assert.rejects(packPath(scratch('gone.h5')), failsWith('file-missing', 'gone.h5'));
  });

  it('goes when newer ones need the room, and the one just made stays', async () => {
    const names = ['old', 'middle', 'new'].map((name) => scratch('cache', 'packs', `${name}.safetensors`));
    for (const [index, file] of names.entries()) {
      writeFileSync(file, Buffer.alloc(1000));
      utimesSync(file, 1000 + index, 1000 + index);
    }
    const [old = '', middle = '', recent = ''] = names;
    const abandoned = scratch('cache', 'packs', 'x.safetensors.0.part');
    writeFileSync(abandoned, '');
    utimesSync(abandoned, 1000, 1000);
    await prunePacks(old, 2500);
    assert.deepEqual([old, middle, recent, abandoned].map(existsSync), [true, false, false, false]);
  });
});
