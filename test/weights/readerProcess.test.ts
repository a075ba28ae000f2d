import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { openInReader } from '../../src/model/weights/readerProcess';
import { failsWith, fileRequest, readerEntry } from './support/fileRequest';
import { recordedFile, writeRecorded } from './support/recordedFile';
import { scratchFolder } from './support/scratch';
import { untrainedWeights } from '../../src/model/weights/untrained';

describe('the reader process', function () {
  this.timeout(120_000);
  const scratch = scratchFolder();
  let request: ReturnType<typeof fileRequest>;

  before(async () => {
    const file = scratch('backbone.h5');
    const weights = untrainedWeights('paper', { includeTop: false });
    await writeRecorded(recordedFile('keras2-backbone.weights-alone.h5'), [...weights.values()], file);
    request = fileRequest(file);
  });

  /** A program that runs in the reader's place and tells its process id before it does anything. */
  const entryThat = (does: string): string => {
    const entry = scratch(`${does.length}.js`);
    rmSync(scratch('pid'), { force: true });
    const note = JSON.stringify(scratch('pid'));
    writeFileSync(entry, `require('fs').writeFileSync(${note}, String(process.pid)); ${does}`);
    return entry;
  };
  const pid = (): number => (existsSync(scratch('pid')) ? Number(readFileSync(scratch('pid'), 'utf8')) : 0);
  const hasStarted = async (): Promise<void> => {
    while (pid() === 0) await pause(10);
  };
  const hasGone = async (): Promise<void> => {
    while (pid() !== 0 && isRunning(pid())) await pause(10);
  };

  it('makes a pack', async () => {
    const pack = await openInReader(request, { entry: readerEntry });
    assert.ok(existsSync(pack));
    // A pack is a file that other tools read too.
    const bytes = readFileSync(pack);
    const length = Number(bytes.readBigUInt64LE(0));
    const header = JSON.parse(bytes.subarray(8, 8 + length).toString()) as Record<string, { dtype: string }>;
    assert.equal(header['block1_conv1/kernel']?.dtype, 'F32');
    assert.equal((8 + length) % 64, 0);
  });

  it('that dies is an error with its last words, and no hang', async () => {
    const entry = entryThat(`console.error('out of luck'); process.exit(3)`);
    await assert.rejects(
      openInReader(request, { entry }),
      failsWith('model-unreadable', 'backbone.h5', 'exit code 3', 'out of luck'),
    );
  });

  it('that cannot be started is an error', async () => {
    await assert.rejects(
      openInReader(request, { entry: scratch('absent.js') }),
      failsWith('model-unreadable'),
    );
  });

  it('that hangs is ended', async () => {
    const entry = entryThat('for (;;);');
    await assert.rejects(
      openInReader(request, { entry, timeoutMs: 2000 }),
      failsWith('model-unreadable', 'longer than 2 seconds'),
    );
    await hasGone();
  });

  it('that grows too large is ended', async () => {
    await assert.rejects(
      openInReader(request, { entry: readerEntry, memoryLimitBytes: 20 * 2 ** 20 }),
      failsWith('model-unreadable', 'more than 20 MB'),
    );
  });

  it('ends when its caller cancels', async () => {
    const entry = entryThat('for (;;);');
    const controller = new AbortController();
    const opening = openInReader(request, { entry, signal: controller.signal });
    await hasStarted();
    controller.abort();
    await assert.rejects(opening, failsWith('cancelled'));
    await hasGone();
    await assert.rejects(openInReader(request, { entry, signal: controller.signal }), failsWith('cancelled'));
  });
});

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
