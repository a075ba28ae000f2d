import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { COMPUTED, removeTraces } from '../../src/model/removeTraces';
import { useTemporaryFolder } from '../setup/support/temporaryFolder';
import { projectRoot } from '../support/paths';

describe('what uninstalling removes', () => {
  const folder = useTemporaryFolder();
  const cache = (): string => path.join(folder(), 'xception');

  function fill(...names: readonly string[]): void {
    for (const name of names) {
      mkdirSync(path.dirname(path.join(cache(), name)), { recursive: true });
      writeFileSync(path.join(cache(), name), '');
    }
  }

  it('is all that the extension computed, and the folder with it', async () => {
    fill(
      'packs/one.pack',
      'features/three',
      'temporary/two',
      'kernels.json',
      'native/tensorflow-2_packed-1/library.so',
    );
    mkdirSync(path.join(cache(), 'models'));
    await removeTraces(cache());
    assert.ok(!existsSync(cache()));
  });

  it('is not what somebody fetched or a clone set up', async () => {
    fill(
      'packs/one.pack',
      'models/kitchenware/kitchenware.keras',
      'native/tensorflow-2_linux-x64_1/library.so',
    );
    await removeTraces(cache());
    assert.deepEqual(readdirSync(cache(), { recursive: true }).sort(), [
      'models',
      'models/kitchenware',
      'models/kitchenware/kitchenware.keras',
      'native',
      'native/tensorflow-2_linux-x64_1',
      'native/tensorflow-2_linux-x64_1/library.so',
    ]);
  });

  it('is nothing where there is no cache', async () => {
    await removeTraces(cache());
    assert.ok(!existsSync(cache()));
  });

  it('knows every place in the cache folder that the source names', () => {
    const source = path.join(projectRoot, 'src');
    const places = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [
        ...readFileSync(path.join(source, name), 'utf8').matchAll(/cacheFolder\(\w*\), '([^']+)'/g),
      ])
      .map(([, place = '']) => place);
    // What was fetched, and TensorFlow, of which only what an extension unpacked is removed.
    const kept = ['models', 'native'];
    assert.ok(places.length > 4);
    for (const place of places) assert.ok([...COMPUTED, ...kept].includes(place), place);
  });
});
