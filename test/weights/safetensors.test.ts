import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { safetensors } from '../../src/model/weights/safetensors/safetensorsFormat';
import { safetensorsFile, type RawTensor } from './support/safetensorsFile';
import { scratchFolder } from './support/scratch';

const float = (name: string, ...values: readonly number[]): RawTensor => ({
  name,
  dtype: 'F32',
  shape: [values.length],
  data: new Uint8Array(Float32Array.from(values).buffer),
});

describe('safetensors files', () => {
  const scratch = scratchFolder();
  const write = (name: string, content: Uint8Array): string => {
    writeFileSync(scratch(name), content);
    return scratch(name);
  };

  it('keep their metadata and the order of their header', async () => {
    const bytes = safetensorsFile([float('conv2.weight', 2), float('conv1.bias', 1)], { format: 'pt' });
    const file = await safetensors.open(write('a', bytes));
    await file.close();
    assert.deepEqual(file.metadata, { format: 'pt' });
    assert.deepEqual(
      file.entries.map(({ layer, variable }) => [layer, variable]),
      [
        ['conv2', 'weight'],
        ['conv1', 'bias'],
      ],
    );
  });

  it("with names like Keras' are Keras'", async () => {
    const file = await safetensors.open(write('b', safetensorsFile([float('block1_conv1/kernel', 1)])));
    await file.close();
    assert.equal(file.framework, 'keras');
    const [entry] = file.entries;
    assert.deepEqual(
      [entry?.layer, entry?.layerName, entry?.variable],
      ['block1_conv1', 'block1_conv1', 'kernel'],
    );
  });

  it('may have their tensors in another order than their header, and padding after it', async () => {
    const header = JSON.stringify({
      second: { dtype: 'F32', shape: [1], data_offsets: [4, 8] },
      first: { dtype: 'F32', shape: [], data_offsets: [0, 4] },
      empty: { dtype: 'F16', shape: [0, 5], data_offsets: [8, 8] },
    }).padEnd(200);
    const data = new Uint8Array(Float32Array.of(1.5, 2.5).buffer);
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(200n);
    const file = await safetensors.open(write('c', Buffer.concat([length, Buffer.from(header), data])));
    const values = await Promise.all(file.entries.map((entry) => file.read(entry)));
    await file.close();
    assert.deepEqual(values, [Float32Array.of(2.5), Float32Array.of(1.5), new Float32Array(0)]);
  });
});
