import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../src/model/cacheFolder';
import { catalogue, requestFor } from '../../src/model/weights/catalogue';
import { loadModel } from '../../src/model/weights/loadModel';
import type { OpenedModel } from '../../src/model/weights/tensorFile';
import type { ModelRequest } from '../../src/shared/classification';
import { fixture } from '../support/paths';
import { readerEntry } from './support/fileRequest';
import { scratchFolder } from './support/scratch';

interface Fingerprint {
  readonly tensors: readonly (readonly [
    layer: string,
    variable: string,
    shape: readonly number[],
    sha256: string,
  ])[];
}

const ROLES: Readonly<Record<string, string>> = {
  depthwise_kernel: 'depthwise',
  pointwise_kernel: 'pointwise',
  moving_mean: 'mean',
  moving_variance: 'variance',
};

describe('the sample model', function () {
  this.timeout(120_000);
  // The real cache's, whatever folder the suite uses for its packs.
  const entry = catalogue().find(({ id }) => id === 'kitchenware')!;
  const scratch = scratchFolder();
  let request: ModelRequest;
  let first: OpenedModel;

  before(async () => {
    assert.ok(existsSync(entry.file), `set-up puts the sample model into ${cacheFolder()}`);
    mkdirSync(scratch('cache'));
    request = requestFor(entry);
    first = await loadModel(request, { entry: readerEntry });
  });

  it('is the network, with the head and the classes, that it was trained as', () => {
    const { record, head } = first;
    assert.equal(record.network, 'paper');
    assert.deepEqual(record.input, { height: 150, width: 150 });
    assert.deepEqual(record.labels, ['cup', 'fork', 'glass', 'knife', 'plate', 'spoon']);
    assert.equal(record.labelsFrom, 'request');
    assert.equal(record.output, 'logits');
    assert.equal(record.params, 21_066_986);
    assert.equal(record.trained, true);
    assert.deepEqual(record.warnings, []);
    assert.deepEqual(record.preprocessing, {
      resize: 'nearest',
      fit: 'stretch',
      cropFraction: 1,
      normalization: { kind: 'tf' },
    });
    assert.deepEqual(head, [
      { name: 'global_average_pooling2d', op: { kind: 'pool', mode: 'average' } },
      { name: 'dense', op: { kind: 'dense', units: 100, bias: true, activation: 'relu' } },
      { name: 'dropout', op: { kind: 'dropout', rate: 0.2 } },
      { name: 'dense_1', op: { kind: 'dense', units: 6, bias: true, activation: 'linear' } },
    ]);
  });

  it('has the very numbers that Keras reads from it', () => {
    const { tensors } = JSON.parse(
      readFileSync(fixture('weights', 'kitchenware.json'), 'utf8'),
    ) as Fingerprint;
    assert.equal(tensors.length, 234);
    for (const [layer, variable, shape, sha256] of tensors) {
      const name = `${layer}/${ROLES[variable] ?? variable}`;
      const tensor = first.weights.get(name);
      assert.ok(tensor, name);
      assert.deepEqual(tensor.shape, shape);
      assert.equal(hash(tensor.data), sha256, name);
    }
  });

  it('is the same from its pack, without a reader', async () => {
    const again = await loadModel(request, { entry: scratch('no-reader.js') });
    assert.deepEqual(again.record, first.record);
    assert.deepEqual(again.head, first.head);
    assert.deepEqual([...again.weights.keys()], [...first.weights.keys()]);
    for (const [name, { data }] of again.weights)
      assert.equal(hash(data), hash(first.weights.get(name)!.data), name);
  });

  it('leaves nothing behind but the pack', () => {
    assert.equal(readdirSync(scratch('cache', 'packs')).length, 1);
    assert.deepEqual(readdirSync(scratch('cache', 'temporary')), []);
  });

  it('takes the labels beside it when nobody gives any', async () => {
    const { id, title, network, source } = request;
    const { record } = await loadModel({ id, title, network, source }, { entry: readerEntry });
    const beside = readFileSync(path.join(path.dirname(entry.file), 'labels.txt'), 'utf8')
      .trim()
      .split('\n');
    assert.deepEqual(record.labels, beside);
    assert.equal(record.labelsFrom, 'beside');
  });
});

function hash(values: Float32Array): string {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return createHash('sha256').update(bytes).digest('hex');
}
