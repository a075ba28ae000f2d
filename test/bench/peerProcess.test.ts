import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as PeerProcessModule from '../../bench/measure/peerProcess.mjs';
import type * as WholeCommand from '../../bench/measure/wholeCommand.mjs';
import type * as PeerTable from '../../bench/peers/peerTable.mjs';
import { projectRoot } from '../support/paths';
import { loadBench } from './loadBench';

/** A peer that computes nothing: the protocol alone. */
const PEER = `
import { servePeer } from ${JSON.stringify(pathToFileURL(path.join(projectRoot, 'bench', 'peers', 'servePeer.mjs')).href)};
await servePeer({
  add: ({ a, b }) => ({ sum: a + b }),
  later: async ({ value }) => { await new Promise((resolve) => setTimeout(resolve, 5)); return value; },
  fail: () => { throw new Error('not today'); },
  die: () => { console.error('out of memory'); process.exit(3); },
});
`;

describe("the benchmark's peers", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'xception-bench-'));
    writeFileSync(path.join(folder, 'peer.mjs'), PEER);
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(): Promise<InstanceType<(typeof PeerProcessModule)['PeerProcess']>> {
    const { PeerProcess } = await loadBench<typeof PeerProcessModule>('measure/peerProcess.mjs');
    return new PeerProcess({ command: process.execPath, args: [path.join(folder, 'peer.mjs')] });
  }

  it('answer in their order, and end when they are no longer asked', async () => {
    const peer = await start();
    assert.deepEqual(await peer.ask('add', { a: 1, b: 2 }), { sum: 3 });
    assert.equal(await peer.ask('later', { value: 7 }), 7);
    await peer.end();
    assert.equal(peer.child.exitCode, 0);
  });

  it('tell what went wrong, and go on', async () => {
    const peer = await start();
    await assert.rejects(peer.ask('fail'), /failed at "fail":\n.*not today/s);
    assert.deepEqual(await peer.ask('add', { a: 2, b: 2 }), { sum: 4 });
    await peer.end();
  });

  it('are missed with their last words when they die', async () => {
    const peer = await start();
    await assert.rejects(peer.ask('die'), /ended before it answered "die":\nout of memory/);
  });

  it('that do not exist are an error, not a wait', async () => {
    const { PeerProcess } = await loadBench<typeof PeerProcessModule>('measure/peerProcess.mjs');
    const peer = new PeerProcess({ command: path.join(folder, 'nowhere'), args: [] });
    await assert.rejects(peer.ask('add'), /ended before .*ENOENT/s);
  });

  it('have their programs, and settings that differ in name', async () => {
    const { PEERS, OURS, benchFile } = await loadBench<typeof PeerTable>('peers/peerTable.mjs');
    assert.equal(PEERS[0]?.id, OURS);
    for (const { name, program, cold, settings } of PEERS) {
      // A bundle is made by the run itself.
      if (!program.includes('out/')) assert.ok(existsSync(benchFile(`peers/${program}`)), program);
      if (cold) assert.ok(existsSync(benchFile(`cold/${cold}`)), cold);
      assert.equal(new Set(settings.map((setting) => setting.name)).size, settings.length, name);
    }
  });

  it('as whole commands are timed to the first label and to their end', async () => {
    const { runWholeCommand } = await loadBench<typeof WholeCommand>('measure/wholeCommand.mjs');
    const script = (text: string): { command: string; args: string[] } => ({
      command: process.execPath,
      args: ['-e', text],
    });
    const label = /class \d+/;
    const { firstLabelMs, endMs } = await runWholeCommand(
      script('console.log("class 3"); setTimeout(() => {}, 50)'),
      { label },
    );
    assert.ok(firstLabelMs > 0 && firstLabelMs <= endMs);
    await assert.rejects(
      runWholeCommand(script('console.log("nothing")'), { label }),
      /ended with 0:\nnothing/,
    );
    await assert.rejects(
      runWholeCommand(script('console.log("class 3"); console.error("broken"); process.exit(1)'), { label }),
      /ended with 1:.*broken/s,
    );
  });
});
