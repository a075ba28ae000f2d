import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type * as CompileModule from '../../scripts/setup/native/compile.mjs';
import type * as FromWheelModule from '../../scripts/setup/native/fromWheel.mjs';
import type * as LoadCheckModule from '../../scripts/setup/native/loadCheck.mjs';
import type * as PlaceModule from '../../scripts/setup/native/place.mjs';
import type * as PlatformsModule from '../../scripts/setup/native/platforms.mjs';
import type * as StampModule from '../../scripts/setup/native/stamp.mjs';
import type * as TfjsNodeModule from '../../scripts/setup/native/tfjsNode.mjs';
import type * as ProgressModule from '../../scripts/setup/progress.mjs';
import { projectRoot } from '../support/paths';
import { loadScript } from './support/loadScript';
import { useTemporaryFolder } from './support/temporaryFolder';

describe('native TensorFlow', () => {
  const folder = useTemporaryFolder();

  it('comes from a wheel pinned to its bytes on Linux and macOS', async () => {
    const { choosePlatform } = await loadScript<typeof PlatformsModule>('setup/native/platforms.mjs');
    for (const [platform, arch] of [
      ['linux', 'x64'],
      ['linux', 'arm64'],
      ['darwin', 'arm64'],
      ['darwin', 'x64'],
    ] as const) {
      const choice = choosePlatform(platform, arch, false);
      assert.ok(choice.platform, `${platform}-${arch}`);
      assert.match(choice.platform.wheel.sha256, /^[0-9a-f]{64}$/);
      assert.match(choice.platform.wheel.requirement, /^tensorflow(-cpu)?==\d+\.\d+\.\d+$/);
      assert.ok(choice.platform.wheel.requirement.endsWith(choice.platform.tensorflow));
    }
  });

  it("is left to tfjs-node's installer, with the reason, where no wheel fits", async () => {
    const { choosePlatform } = await loadScript<typeof PlatformsModule>('setup/native/platforms.mjs');
    const why = (...where: Parameters<typeof choosePlatform>): string => {
      const choice = choosePlatform(...where);
      return choice.platform ? 'a wheel' : choice.why;
    };
    assert.match(why('win32', 'x64', false), /Windows/);
    assert.match(why('linux', 'x64', true), /musl/);
    assert.match(why('freebsd', 'riscv64', false), /freebsd-riscv64/);
  });

  it('computes in this checkout, and says its version', async () => {
    const { loadCheck } = await loadScript<typeof LoadCheckModule>('setup/native/loadCheck.mjs');
    const result = await loadCheck(projectRoot);
    assert.ok(result.ok, JSON.stringify(result));
    assert.match(result.tensorflow, /^2\.\d+\.\d+$/);
  });

  it('is not taken for there where loading it fails', async () => {
    writeFileSync(path.join(folder(), 'package.json'), '{}');
    const { loadCheck } = await loadScript<typeof LoadCheckModule>('setup/native/loadCheck.mjs');
    const result = await loadCheck(folder());
    assert.ok(!result.ok);
    assert.match(result.why, /Cannot find module '.*@tensorflow\/tfjs-node'/);
  });

  it("reports the compiler's own words where the binding does not compile", async () => {
    const { compileBinding, findCompiler } =
      await loadScript<typeof CompileModule>('setup/native/compile.mjs');
    const { choosePlatform } = await loadScript<typeof PlatformsModule>('setup/native/platforms.mjs');
    const { tfjsNode } = await loadScript<typeof TfjsNodeModule>('setup/native/tfjsNode.mjs');
    const source = path.join(folder(), 'broken.cc');
    writeFileSync(source, '#include "no_such_header.h"\n');
    const { platform } = choosePlatform('linux', 'x64', false);
    assert.ok(platform);
    const { command } = await findCompiler();
    const tfjs = { ...tfjsNode(folder()), sources: [source] };
    await assert.rejects(compileBinding({ compiler: command, tfjs, platform, folder: folder() }), {
      name: 'SetupError',
      message: /could not be compiled/,
      output: /no_such_header\.h/,
    });
  });

  it('is not fetched onto a disk that is too small for it', async () => {
    const { provideNativeFolder } = await loadScript<typeof FromWheelModule>('setup/native/fromWheel.mjs');
    const { choosePlatform } = await loadScript<typeof PlatformsModule>('setup/native/platforms.mjs');
    const { tfjsNode } = await loadScript<typeof TfjsNodeModule>('setup/native/tfjsNode.mjs');
    const { Progress } = await loadScript<typeof ProgressModule>('setup/progress.mjs');
    const { platform } = choosePlatform('linux', 'x64', false);
    assert.ok(platform);
    const request = {
      cache: folder(),
      tfjs: tfjsNode(projectRoot),
      platform: { ...platform, diskBytes: Number.MAX_SAFE_INTEGER },
      progress: new Progress(),
    };
    await assert.rejects(provideNativeFolder(request), {
      name: 'SetupError',
      message: /needs \d+ MB in .*; \d+ MB are free/,
      remedy: /XCEPTION_CACHE/,
    });
    assert.deepEqual(readdirSync(path.join(folder(), 'native')), []);
  });

  describe('put in place', () => {
    const system = async (): Promise<TfjsNodeModule.TfjsNode> => {
      const { tfjsNode } = await loadScript<typeof TfjsNodeModule>('setup/native/tfjsNode.mjs');
      const tfjs = tfjsNode(folder());
      mkdirSync(tfjs.folder, { recursive: true });
      writeFileSync(path.join(tfjs.folder, 'package.json'), '{ "version": "4.22.0" }');
      return tfjs;
    };
    const place = async (tfjs: TfjsNodeModule.TfjsNode, text: string): Promise<string> => {
      const { placeNative } = await loadScript<typeof PlaceModule>('setup/native/place.mjs');
      const kept = path.join(folder(), `kept-${text}`);
      mkdirSync(kept);
      for (const name of ['tfjs_binding.node', 'libone.so', 'libtwo.so'])
        writeFileSync(path.join(kept, name), text);
      await placeNative(kept, ['libone.so', 'libtwo.so'], tfjs.target);
      return kept;
    };

    it('replaces what was there, file by file', async () => {
      const tfjs = await system();
      await place(tfjs, 'old');
      await place(tfjs, 'new');
      for (const name of ['tfjs_binding.node', 'libone.so', 'libtwo.so']) {
        assert.equal(readFileSync(path.join(tfjs.target, name), 'utf8'), 'new');
      }
    });

    it('is known to run until a file changes, also one that is only linked', async () => {
      const { readStamp, writeStamp } = await loadScript<typeof StampModule>('setup/native/stamp.mjs');
      const tfjs = await system();
      assert.equal(readStamp(tfjs), undefined);
      const kept = await place(tfjs, 'first');
      await writeStamp(tfjs, { source: 'a wheel', tensorflow: '2.21.0' });
      assert.equal(readStamp(tfjs)?.source, 'a wheel');
      writeFileSync(path.join(kept, 'libtwo.so'), 'another');
      assert.equal(readStamp(tfjs), undefined);
    });

    it('is not known to run once the cache is gone', async () => {
      const { readStamp, writeStamp } = await loadScript<typeof StampModule>('setup/native/stamp.mjs');
      const tfjs = await system();
      const kept = await place(tfjs, 'first');
      await writeStamp(tfjs, { source: 'a wheel', tensorflow: '2.21.0' });
      rmSync(kept, { recursive: true });
      assert.equal(readStamp(tfjs), undefined);
    });
  });
});
