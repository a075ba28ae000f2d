import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type * as Checksum from '../../scripts/setup/checksum.mjs';
import type * as CompleteFolder from '../../scripts/setup/completeFolder.mjs';
import type * as SampleModel from '../../scripts/setup/sampleModel.mjs';
import { cacheFolder } from '../../src/model/cacheFolder';
import { loadScript } from './support/loadScript';

describe('the sample network', () => {
  let sample: typeof SampleModel;

  before(async () => {
    sample = await loadScript<typeof SampleModel>('setup/sampleModel.mjs');
  });

  it('has its labels in the order of its outputs', () => {
    const yaml = 'epoch: 10\n\nclass_names: \n  glass: 2 \n  cup: 0\n  fork: 1\n\nimage_set: image\n';
    assert.deepEqual(sample.readClassNames(yaml), ['cup', 'fork', 'glass']);
    assert.deepEqual(sample.readClassNames(yaml.replaceAll('\n', '\r\n')), ['cup', 'fork', 'glass']);
  });

  for (const [what, yaml] of [
    ['no list', 'epoch: 10\n'],
    ['an empty list', 'class_names:\nepoch: 10\n'],
    ['a gap', 'class_names:\n  cup: 0\n  fork: 2\n'],
    ['two classes in one place', 'class_names:\n  cup: 0\n  fork: 0\n'],
  ] as const) {
    it(`is refused with ${what} of classes`, () => {
      assert.throws(() => sample.readClassNames(yaml), { name: 'SetupError', message: /config\.yml/ });
    });
  }

  it('lies in the cache as it was published, with its labels and photographs', async () => {
    const folder = sample.sampleModelFolder(cacheFolder());
    const { readCompleteFolder } = await loadScript<typeof CompleteFolder>('setup/completeFolder.mjs');
    const { sha256File } = await loadScript<typeof Checksum>('setup/checksum.mjs');
    const manifest = readCompleteFolder(folder);
    assert.ok(manifest);
    assert.equal(await sha256File(path.join(folder, 'kitchenware.keras')), manifest.facts['kerasSha256']);
    const labels = readFileSync(path.join(folder, 'labels.txt'), 'utf8');
    assert.equal(labels, 'cup\nfork\nglass\nknife\nplate\nspoon\n');
    assert.equal(readdirSync(path.join(folder, 'photographs')).length, 18);
  });
});
