import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as CompleteFolder from '../../scripts/setup/completeFolder.mjs';
import { projectRoot } from '../support/paths';
import { loadScript } from './support/loadScript';
import { runNode } from './support/runNode';
import { useTemporaryFolder } from './support/temporaryFolder';

const MODULE = pathToFileURL(path.join(projectRoot, 'scripts', 'setup', 'completeFolder.mjs')).href;

/** A process that makes the folder: writes a file, notes it in a log, does what `then` says, writes a second file. */
function maker(folder: string, log: string, then: string): string {
  return `
    import { appendFileSync, writeFileSync } from 'node:fs';
    import { provideCompleteFolder } from ${JSON.stringify(MODULE)};
    await provideCompleteFolder({
      folder: ${JSON.stringify(folder)},
      make: async (staging) => {
        writeFileSync(staging + '/first', 'one');
        appendFileSync(${JSON.stringify(log)}, process.pid + '\\n');
        ${then};
        writeFileSync(staging + '/second', 'two');
        return {};
      },
    });`;
}

describe('folders that are finished or not there', () => {
  const folder = useTemporaryFolder();
  let complete: typeof CompleteFolder;
  let place: string;

  before(async () => {
    complete = await loadScript<typeof CompleteFolder>('setup/completeFolder.mjs');
  });

  beforeEach(() => {
    place = path.join(folder(), 'kept', 'thing');
  });

  const make = async (staging: string): Promise<Readonly<Record<string, string>>> => {
    mkdirSync(path.join(staging, 'sub'));
    await writeFile(path.join(staging, 'sub', 'file'), 'content');
    return { origin: 'test' };
  };
  const never = (): Promise<never> => assert.fail('made again');

  it('are made once, with their sizes and facts on record', async () => {
    assert.equal(complete.readCompleteFolder(place), undefined);
    const manifest = await complete.provideCompleteFolder({ folder: place, make });
    assert.deepEqual(manifest, { files: { 'sub/file': 7 }, facts: { origin: 'test' } });
    assert.deepEqual(await complete.provideCompleteFolder({ folder: place, make: never }), manifest);
    assert.deepEqual(readdirSync(path.dirname(place)), ['thing']);
  });

  it('leave nothing behind when making them fails', async () => {
    const broken = async (staging: string): Promise<never> => {
      await make(staging);
      throw new Error('broke off');
    };
    await assert.rejects(complete.provideCompleteFolder({ folder: place, make: broken }), /broke off/);
    assert.deepEqual(readdirSync(path.dirname(place)), []);
  });

  it('are made anew where a file was cut short or is gone', async () => {
    await complete.provideCompleteFolder({ folder: place, make });
    truncateSync(path.join(place, 'sub', 'file'), 3);
    assert.equal(complete.readCompleteFolder(place), undefined);
    await complete.provideCompleteFolder({ folder: place, make });
    assert.equal(readFileSync(path.join(place, 'sub', 'file'), 'utf8'), 'content');
    assert.deepEqual(readdirSync(path.dirname(place)), ['thing']);
  });

  it('are not there after a kill in the middle, and the next process clears up and makes them', async () => {
    const log = path.join(folder(), 'log');
    const script = maker(place, log, "process.kill(process.pid, 'SIGKILL'); await new Promise(() => {})");
    const killed = await runNode(['--input-type=module', '-e', script]);
    assert.notEqual(killed.code, 0);
    assert.equal(complete.readCompleteFolder(place), undefined);
    assert.ok(!existsSync(place));
    assert.equal(readdirSync(path.dirname(place)).length, 2, 'the lock and the half-made folder are left');

    await complete.provideCompleteFolder({ folder: place, make });
    assert.deepEqual(readdirSync(path.dirname(place)), ['thing']);
    assert.ok(!existsSync(path.join(place, 'first')), 'nothing of the half-made folder is used');
  });

  it('are made by one of two processes that start together; the other waits for it', async () => {
    const log = path.join(folder(), 'log');
    const script = maker(place, log, 'await new Promise((resolve) => setTimeout(resolve, 500))');
    const both = await Promise.all([1, 2].map(() => runNode(['--input-type=module', '-e', script])));
    assert.deepEqual(
      both.map(({ code, stderr }) => [code, stderr]),
      [
        [0, ''],
        [0, ''],
      ],
    );
    assert.equal(readFileSync(log, 'utf8').trim().split('\n').length, 1);
    assert.deepEqual(complete.readCompleteFolder(place)?.files, { first: 3, second: 3 });
  });

  it('are made although a process that no longer runs left its lock', async () => {
    const gone = await runNode(['-p', 'process.pid']);
    mkdirSync(path.dirname(place), { recursive: true });
    const lock = path.join(path.dirname(place), '.thing.lock');
    writeFileSync(lock, JSON.stringify({ pid: Number(gone.stdout), host: os.hostname() }));
    await complete.provideCompleteFolder({ folder: place, make });
    assert.deepEqual(readdirSync(path.dirname(place)), ['thing']);
  });
});
