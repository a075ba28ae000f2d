import assert from 'node:assert/strict';
import { cacheFolder } from '../../src/model/cacheFolder';
import type * as Script from '../../scripts/setup/cacheFolder.mjs';
import { loadScript } from './support/loadScript';

type Environment = Readonly<Record<string, string | undefined>>;

const cases: readonly (readonly [Environment, NodeJS.Platform, string, string])[] = [
  [{}, 'linux', '/home/ada', '/home/ada/.cache/xception'],
  [{}, 'darwin', '/Users/ada', '/Users/ada/Library/Caches/xception'],
  [{}, 'win32', 'C:\\Users\\ada', 'C:\\Users\\ada\\AppData\\Local\\xception\\Cache'],
  [{ LOCALAPPDATA: 'D:\\Local' }, 'win32', 'C:\\Users\\ada', 'D:\\Local\\xception\\Cache'],
  [{ XDG_CACHE_HOME: '/scratch' }, 'linux', '/home/ada', '/scratch/xception'],
  [{ XDG_CACHE_HOME: '/scratch' }, 'darwin', '/Users/ada', '/scratch/xception'],
  [{ XDG_CACHE_HOME: 'relative' }, 'linux', '/home/ada', '/home/ada/.cache/xception'],
  [{ XDG_CACHE_HOME: '' }, 'linux', '/home/ada', '/home/ada/.cache/xception'],
  [{ XCEPTION_CACHE: '/big/disk', XDG_CACHE_HOME: '/scratch' }, 'linux', '/home/ada', '/big/disk'],
  [{ XCEPTION_CACHE: '', XDG_CACHE_HOME: '/scratch' }, 'linux', '/home/ada', '/scratch/xception'],
  [{ XCEPTION_CACHE: 'E:\\kept' }, 'win32', 'C:\\Users\\ada', 'E:\\kept'],
];

describe('the cache folder', () => {
  for (const [environment, platform, home, expected] of cases) {
    it(`is ${expected} on ${platform} with ${JSON.stringify(environment)}`, async () => {
      const script = await loadScript<typeof Script>('setup/cacheFolder.mjs');
      assert.equal(cacheFolder(environment, platform, home), expected);
      assert.equal(script.cacheFolder(environment, platform, home), expected);
    });
  }

  it('is the same in product and scripts for the environment of this process, and absolute when given relative', async () => {
    const script = await loadScript<typeof Script>('setup/cacheFolder.mjs');
    assert.equal(cacheFolder(), script.cacheFolder());
    const given = { XCEPTION_CACHE: 'kept' };
    assert.equal(cacheFolder(given, 'linux', '/home/ada'), script.cacheFolder(given, 'linux', '/home/ada'));
    assert.match(cacheFolder(given, 'linux', '/home/ada'), /^\/.*\/kept$/);
  });
});
