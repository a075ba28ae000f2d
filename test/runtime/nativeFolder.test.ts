import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findBinding, ownNativeFolder } from '../../src/model/runtime/nativeFolder';
import { useTemporaryFolder } from '../setup/support/temporaryFolder';

describe('where native TensorFlow is looked for', () => {
  const folder = useTemporaryFolder();

  it('is the folder that is named, which must have it', () => {
    const chosen = folder();
    assert.throws(() => findBinding({ XCEPTION_NATIVE: chosen }), {
      code: 'native-missing',
      message: /no tfjs_binding\.node in .*xception\.nativeFolder/,
    });
    const binding = path.join(chosen, 'tfjs_binding.node');
    writeFileSync(binding, '');
    assert.equal(findBinding({ XCEPTION_NATIVE: chosen }), binding);
  });

  it('is else tfjs-node itself, whatever the cache has', () => {
    mkdirSync(path.join(folder(), 'native', 'tensorflow-9_packed-1'), { recursive: true });
    assert.equal(
      findBinding({ XCEPTION_CACHE: folder() }),
      path.join(ownNativeFolder(), 'tfjs_binding.node'),
    );
  });
});
