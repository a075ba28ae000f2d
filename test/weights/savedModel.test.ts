import assert from 'node:assert/strict';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { planModel } from '../../src/model/weights/planModel';
import { savedModel } from '../../src/model/weights/savedModel/savedModelFormat';
import { hashedValues } from '../../src/model/weights/untrained';
import { fixture } from '../support/paths';
import { failsWith } from './support/fileRequest';
import { mutate, seededRandom } from './support/mutate';
import { scratchFolder } from './support/scratch';
import { XceptionError } from '../../src/shared/xceptionError';

/** A folder that real TensorFlow wrote, without the weights (test/fixtures/weights/savedModel/make_fixtures.py). */
interface RecordedFolder {
  /** Its small files, in Latin-1. */
  readonly files: Readonly<Record<string, string>>;
  /** Of its large file: how long it is, what is in it beside weights, and where the weights are, by ordinal. */
  readonly dataBytes: number;
  readonly rest: readonly (readonly [offset: number, text: string])[];
  readonly places: readonly (readonly [offset: number, ordinal: number, count: number])[];
  /** The weights' names, by ordinal. */
  readonly names: readonly string[];
}

const DATA = 'variables/variables.data-00000-of-00001';
const INDEX = 'variables/variables.index';

describe('SavedModels of TensorFlow', function () {
  this.timeout(60_000);
  const scratch = scratchFolder();

  function recorded(name: string): RecordedFolder {
    const file = fixture('weights', 'savedModel', `${name}.json.gz`);
    return JSON.parse(gunzipSync(readFileSync(file)).toString()) as RecordedFolder;
  }

  /** Writes a folder again as TensorFlow wrote it. */
  function write(folder: string, { files, dataBytes, rest, places }: RecordedFolder): string {
    mkdirSync(scratch(folder, 'variables'), { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(scratch(folder, name), Buffer.from(text, 'latin1'));
    }
    const data = openSync(scratch(folder, DATA), 'w');
    for (const [offset, text] of rest) writeSync(data, Buffer.from(text, 'latin1'), 0, undefined, offset);
    for (const [offset, ordinal, count] of places) {
      const values = hashedValues(ordinal, count, 0, 1);
      writeSync(data, new Uint8Array(values.buffer), 0, undefined, offset);
    }
    closeSync(data);
    truncateSync(scratch(folder, DATA), dataBytes);
    return scratch(folder);
  }

  for (const [name, what, size] of [
    ['nested', 'that Keras 2 saved, with a nested backbone and a state of Adam', { height: 150, width: 150 }],
    ['exported', 'that Keras 3 exported', undefined],
  ] as const) {
    it(`${what} give every weight to its layer`, async () => {
      const folder = recorded(name);
      const file = write(name, folder);
      assert.equal(await savedModel.match(new Uint8Array(0), file), true);
      const model = await savedModel.open(file);
      const { facts, bound } = await planModel(model, file);
      assert.equal(facts.network, 'paper');
      assert.deepEqual(facts.input, size);
      assert.equal(bound.length, folder.names.length);
      for (const { variable, entry } of bound) {
        const ordinal = folder.names.indexOf(variable.key);
        const values = await model.read(entry);
        assert.deepEqual(entry.shape, variable.shape);
        assert.ok(
          Buffer.from(values.buffer).equals(Buffer.from(hashedValues(ordinal, values.length, 0, 1).buffer)),
          variable.key,
        );
      }
      await model.close();
    });
  }

  it('that Keras 2 saved bring their scaling and their head', async () => {
    const file = scratch('nested', 'saved_model.pb');
    assert.equal(await savedModel.match(readFileSync(file), file), true);
    const model = await savedModel.open(file);
    const { facts } = await planModel(model, file);
    await model.close();
    assert.deepEqual(facts.normalization, { kind: 'tf' });
    assert.deepEqual(facts.head.at(-1), {
      name: 'dense',
      op: { kind: 'dense', units: 6, bias: true, activation: 'softmax' },
    });
  });

  it('without variables are refused with a way out', async () => {
    const file = scratch('frozen');
    mkdirSync(file);
    writeFileSync(path.join(file, 'saved_model.pb'), Buffer.of(8, 1, 0x12, 0));
    await assert.rejects(
      savedModel.open(file),
      failsWith('model-unsupported', 'frozen', 'without variables', '.keras'),
    );
  });

  it('whose numbers are cut off or gone are told', async () => {
    const file = scratch('exported');
    const model = await savedModel.open(file);
    truncateSync(path.join(file, DATA), 10_000);
    const last = model.entries.at(-1)!;
    await assert.rejects(model.read(last), failsWith('model-unreadable', 'should end at byte'));
    rmSync(path.join(file, DATA));
    await assert.rejects(
      savedModel.open(file),
      failsWith('model-unreadable', 'variables.data-00000-of-00001'),
    );
  });

  it('with random damage open or are told to be broken', async () => {
    const folder = recorded('nested');
    const file = scratch('nested');
    const random = seededRandom(1);
    for (const name of [INDEX, 'keras_metadata.pb']) {
      const whole = Buffer.from(folder.files[name]!, 'latin1');
      let broken = 0;
      for (let round = 0; round < 150; round++) {
        writeFileSync(path.join(file, name), mutate(whole, random));
        try {
          const model = await savedModel.open(file);
          for (const entry of model.entries.slice(0, 5)) await model.read(entry);
        } catch (thrown) {
          broken++;
          if (!(thrown instanceof XceptionError) || !thrown.code.startsWith('model-')) {
            assert.fail(
              `round ${round} of ${name} threw ${thrown instanceof Error ? (thrown.stack ?? '') : String(thrown)}`,
            );
          }
        }
      }
      assert.ok(broken > 20, `${broken} of 150 were told`);
      writeFileSync(path.join(file, name), whole);
    }
  });
});
