import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { InferenceClient } from '../../src/model/worker/inferenceClient';
import { isFailure } from '../../src/shared/classification';
import { useTemporaryFolder } from '../setup/support/temporaryFolder';
import { classify, cup, entry, right } from './support/answers';
import { KINDS, makeBrokenFolder } from './support/brokenFolder';

/** `npm run soak` asks for more, and for a report. */
const COUNT = Number(process.env['XCEPTION_BROKEN_PICTURES'] ?? 200);
const REPORT = process.env['XCEPTION_BROKEN_REPORT'];

/** A run may keep this much more than it had after its first half; a picture of 20000 x 200 is 12 MB. */
const GROWTH_BYTES = 150e6;

describe('a folder in which every tenth picture is broken in another way', function () {
  this.timeout(180_000 + COUNT * 500);
  const folder = useTemporaryFolder();

  it('has an answer or a reason for each, in order, in memory that stays', async () => {
    const pictures = await makeBrokenFolder(folder(), cup.file, COUNT);
    assert.deepEqual(
      new Set(pictures.flatMap(({ kind }) => kind ?? [])),
      new Set(KINDS.map(([kind]) => kind)),
      'every kind is there',
    );
    const files = pictures.map(({ file }) => file);
    const client = new InferenceClient({ entry });
    try {
      const half = files.length / 2;
      await classify(client, files.slice(0, half));
      const before = await client.call('status', null);
      const started = performance.now();
      const { results, error } = await classify(client, files, (done) => {
        if (done > 1) return;
        for (const { file, kind } of pictures) if (kind === 'gone meanwhile') rmSync(file, { force: true });
      });
      const seconds = (performance.now() - started) / 1000;
      const after = await client.call('status', null);
      assert.equal(error, undefined);
      assert.equal(results.size, files.length, 'nothing is left out');
      for (const [index, { file, kind }] of pictures.entries()) {
        const result = results.get(index);
        assert.equal(result?.file, file, 'a result stands in its picture’s place');
        const code = KINDS.find(([name]) => name === kind)?.[1];
        assert.equal(isFailure(result) ? result.error.code : undefined, code, `${file}: ${kind ?? 'sound'}`);
        if (isFailure(result)) assert.ok(result.error.message.includes(file), result.error.message);
      }
      const sound = pictures.flatMap(({ kind }, index) => (kind === undefined ? [results.get(index)!] : []));
      assert.equal(right(sound), sound.length, 'the broken ones change no other answer');
      assert.equal(after.tensors, before.tensors);
      const growth = after.residentBytes - before.residentBytes;
      assert.ok(growth < GROWTH_BYTES, `${Math.round(growth / 1e6)} MB more`);
      if (REPORT) {
        const [beforeMb, afterMb] = [before.residentBytes / 1e6, after.residentBytes / 1e6];
        const told = [...results.values()].filter(isFailure).length;
        const report = { pictures: files.length, sound: sound.length, told, seconds, beforeMb, afterMb };
        writeFileSync(REPORT, JSON.stringify(report));
      }
    } finally {
      await client.dispose();
    }
  });
});
