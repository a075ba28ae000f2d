import assert from 'node:assert/strict';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { safetensors } from '../../src/model/weights/safetensors/safetensorsFormat';
import { fixture } from '../support/paths';
import { failsWith } from './support/fileRequest';
import { length, withHeader } from './support/safetensorsFile';
import { scratchFolder } from './support/scratch';

const EIGHT_BYTES = new Uint8Array(8);

describe('a broken or hostile safetensors file', function () {
  this.timeout(5_000);
  const scratch = scratchFolder();

  async function rejects(content: Uint8Array, ...words: readonly (string | RegExp)[]): Promise<void> {
    const file = scratch('file.safetensors');
    writeFileSync(file, content);
    await assert.rejects(safetensors.open(file), failsWith('model-unreadable', 'file.safetensors', ...words));
  }

  const described = (tensor: object): Buffer =>
    withHeader({ w: { dtype: 'F32', shape: [2], data_offsets: [0, 8], ...tensor } }, [EIGHT_BYTES]);

  it('is not what the tests below write when they write a sound one', async () => {
    const file = scratch('sound.safetensors');
    writeFileSync(file, described({}));
    const opened = await safetensors.open(file);
    assert.deepEqual(await opened.read(opened.entries[0]!), Float32Array.of(0, 0));
    await opened.close();
  });

  it('is told: a header of ten gigabytes, or of none', async () => {
    for (const bytes of [10n ** 10n, 2n ** 63n, 100_000_001n, 0n, 1n]) {
      await rejects(Buffer.concat([length(bytes), Buffer.from('{}')]), 'impossible length');
    }
    await rejects(
      Buffer.concat([length(50_000_000n), Buffer.from('{}')]),
      'should end at byte 50000008 of 10',
    );
    await rejects(Buffer.from('{'), 'its header');
  });

  it('is told: a header that is no JSON, or no list of tensors', async () => {
    for (const header of ['{"w": ', '[1, 2]', '"text"', '{"w": 1}', '{"w": null}']) {
      await rejects(withHeader(header, [EIGHT_BYTES]), 'header');
    }
    await rejects(Buffer.concat([length(4n), Buffer.of(0x7b, 0xff, 0xfe, 0x7d)]), 'not JSON');
  });

  for (const [what, tensor] of [
    ['past the end', { shape: [3], data_offsets: [0, 12] }],
    ['ten gigabytes', { shape: [2_500_000_000], data_offsets: [0, 10_000_000_000] }],
    ['negative', { data_offsets: [-8, 0] }],
    ['backwards', { data_offsets: [8, 0] }],
    ['after a hole', { shape: [1], data_offsets: [4, 8] }],
    ['with bytes left', { shape: [1], data_offsets: [0, 4] }],
    ['three', { data_offsets: [0, 8, 16] }],
    ['none', { data_offsets: undefined }],
    ['text', { data_offsets: ['0', '8'] }],
    ['fractions', { data_offsets: [0.5, 8.5] }],
    ['more than any number counts', { data_offsets: [0, 1e300] }],
  ] as const) {
    it(`is told: offsets that are ${what}`, () => rejects(described(tensor), /place|byte/));
  }

  for (const [what, tensor] of [
    ['another number of values', { shape: [3] }],
    ['negative', { shape: [-2] }],
    ['negative twice', { shape: [-1, -2] }],
    ['none', { shape: null }],
    ['text', { shape: '2' }],
    ['a hundred axes', { shape: Array<number>(100).fill(1) }],
    ['more than any number counts', { shape: [2 ** 40, 2 ** 40] }],
  ] as const) {
    it(`is told: a shape that is ${what}`, () => rejects(described(tensor), ' w ', /shape|bytes/));
  }

  it('is told: tensors over each other', async () => {
    const tensor = { dtype: 'F32', shape: [2], data_offsets: [0, 8] };
    await rejects(withHeader({ a: tensor, b: tensor }, [EIGHT_BYTES]), ' b ', 'begins at byte');
    const twice =
      '{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}';
    await rejects(withHeader(twice, [EIGHT_BYTES]), 'begins at byte');
  });

  it('with a type that is not known is refused with a way out', async () => {
    for (const dtype of ['F4', 'constructor', '', 7]) {
      const file = scratch('type.safetensors');
      writeFileSync(file, described({ dtype }));
      await assert.rejects(safetensors.open(file), failsWith('model-unsupported', ' w ', 'float32'));
    }
  });

  it('is told: a name that nobody would write, or that a terminal would obey', async () => {
    const tensor = { dtype: 'F32', shape: [2], data_offsets: [0, 8] };
    for (const name of ['x'.repeat(501), '', '\u001b[2J']) {
      await rejects(withHeader({ [name]: tensor }, [EIGHT_BYTES]), 'has a name of');
    }
  });

  it('does not fill the memory: millions of values, or of lists in lists', async () => {
    const values = `{"w": [${'1,'.repeat(5_000_000)}1]}`;
    await rejects(withHeader(values, []), 'claims 5000002 values');
    await rejects(withHeader(`{"w": ${'['.repeat(10_000_000)}`, []), 'claims 10000001 values');
    await rejects(withHeader(`{"w": ${'['.repeat(500_000)}${']'.repeat(500_000)}}`, []), ' w');
  });

  it('is told when it was cut off anywhere', async () => {
    const whole = readFileSync(fixture('weights', 'torch', 'types.safetensors'));
    for (let size = 0; size < whole.length; size++)
      await rejects(whole.subarray(0, size), 'damaged or cut off');
  });

  it('is told when it is cut off after it was opened', async () => {
    const file = scratch('shrinks.safetensors');
    writeFileSync(file, described({}));
    const opened = await safetensors.open(file);
    truncateSync(file, 20);
    await assert.rejects(
      opened.read(opened.entries[0]!),
      failsWith('model-unreadable', 'tensor w is cut off'),
    );
    await opened.close();
  });
});
