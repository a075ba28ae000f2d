import assert from 'node:assert/strict';
import { copyFileSync, readdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type * as TfjsNode from '../../scripts/setup/native/tfjsNode.mjs';
import { InferenceClient } from '../../src/model/worker/inferenceClient';
import { loadScript } from '../setup/support/loadScript';
import { useTemporaryFolder } from '../setup/support/temporaryFolder';
import { projectRoot } from '../support/paths';
import { classify, cup, entry, right } from './support/answers';

describe('a native library', function () {
  this.timeout(120_000);
  const folder = useTemporaryFolder();
  let target: string;

  before(async () => {
    target = (await loadScript<typeof TfjsNode>('setup/native/tfjsNode.mjs')).tfjsNode(projectRoot).target;
    if (!readdirSync(target).some((name) => name.startsWith('libtensorflow_cc')))
      throw new Error('no libtensorflow_cc here');
  });

  /** A folder with binding and libraries, of which one is made otherwise. */
  function provide(replace: (real: string, copy: string, name: string) => void): string {
    for (const name of readdirSync(target).filter((file) => !file.startsWith('.'))) {
      const real = realpathSync(path.join(target, name));
      const copy = path.join(folder(), name);
      if (name.startsWith('libtensorflow_cc')) replace(real, copy, name);
      else if (name.endsWith('.node')) copyFileSync(real, copy);
      else symlinkSync(real, copy);
    }
    return folder();
  }

  async function failure(native: string): Promise<string> {
    const client = new InferenceClient({ entry, env: { XCEPTION_NATIVE: native } });
    try {
      const { results, error } = await classify(client, [cup.file]);
      assert.equal(results.size, 0);
      assert.ok(error, 'it is told');
      assert.match(error.code, /^(native-missing|process-ended)$/);
      assert.match(error.message, /[Nn]ative TensorFlow/);
      return error.message;
    } finally {
      await client.dispose();
    }
  }

  it('that is whole in a folder of its own is used', async () => {
    const native = provide((real, copy) => {
      symlinkSync(real, copy);
    });
    const client = new InferenceClient({ entry, env: { XCEPTION_NATIVE: native } });
    try {
      assert.equal(right((await classify(client, [cup.file])).results.values()), 1);
    } finally {
      await client.dispose();
    }
  });

  it('that is missing is named', async () => {
    const message = await failure(provide(() => undefined));
    assert.match(message, /libtensorflow_cc/);
  });

  it('of another version, which lacks what is called, is told', async () => {
    const native = provide((_real, copy) => {
      const framework = readdirSync(target).find((name) => name.startsWith('libtensorflow_framework'));
      assert.ok(framework);
      symlinkSync(realpathSync(path.join(target, framework)), copy);
    });
    await failure(native);
  });

  it('that is cut off is told', async () => {
    const native = provide((real, copy) => {
      writeFileSync(copy, readFileSync(real).subarray(0, 3_000_000));
    });
    await failure(native);
  });

  it('that is something else is told', async () => {
    const native = provide((_real, copy) => {
      writeFileSync(copy, 'This is no library.\n'.repeat(1000));
    });
    await failure(native);
  });
});
