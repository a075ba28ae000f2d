import assert from 'node:assert/strict';
import type * as ProgressModule from '../../scripts/setup/progress.mjs';
import { loadScript } from './support/loadScript';

describe('progress', () => {
  let module: typeof ProgressModule;

  before(async () => {
    module = await loadScript<typeof ProgressModule>('setup/progress.mjs');
  });

  /** What is shown on a stream that is not a terminal while this runs. */
  async function shown(work: (progress: ProgressModule.Progress) => Promise<void>): Promise<string[]> {
    let text = '';
    const write = (part: string | Uint8Array): boolean => {
      text += String(part);
      return true;
    };
    await work(new module.Progress({ isTTY: false, columns: 80, write }));
    // How long it took is not what is tested.
    return text
      .replace(/\(\d+ s\)/g, '(… s)')
      .split('\n')
      .slice(0, -1);
  }

  it('says when a step begins and ends, and gives its result', async () => {
    const lines = await shown(async (progress) => {
      assert.equal(await progress.step('Counting', () => Promise.resolve(3)), 3);
    });
    assert.deepEqual(lines, ['Counting …', '✓ Counting (… s)']);
  });

  it('says that a step failed, and passes the error on', async () => {
    const lines = await shown(async (progress) => {
      await assert.rejects(
        progress.step('Counting', () => Promise.reject(new Error('lost count'))),
        /lost count/,
      );
    });
    assert.deepEqual(lines, ['Counting …', '✗ Counting (… s)']);
  });

  it('is silent about a quiet step that reports nothing', async () => {
    assert.deepEqual(
      await shown((progress) => progress.step('Looking', () => Promise.resolve(), { quiet: true })),
      [],
    );
    const working = (report: ProgressModule.Report): Promise<void> => {
      report('half');
      return Promise.resolve();
    };
    assert.deepEqual(await shown((progress) => progress.step('Looking', working, { quiet: true })), [
      'Looking …',
      '✓ Looking (… s)',
    ]);
  });
});
