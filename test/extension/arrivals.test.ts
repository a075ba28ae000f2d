import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Arrivals } from '../../src/extension/watch/arrivals';
import { until } from '../support/until';

describe('files that arrive', () => {
  let folder: string;
  let complete: string[];
  let tooMany: number;
  let arrivals: Arrivals;
  const file = (name: string): string => path.join(folder, name);

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'xception-arrivals-'));
    complete = [];
    tooMany = 0;
    arrivals = new Arrivals({
      settleMs: 20,
      most: 3,
      onComplete: (files) => complete.push(...files),
      onTooMany: () => tooMany++,
    });
  });

  afterEach(() => {
    arrivals.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are complete once they stop growing', async () => {
    writeFileSync(file('a.jpg'), '');
    arrivals.note(file('a.jpg'));
    for (let written = 0; written < 5; written++) {
      await new Promise((resolve) => setTimeout(resolve, 25));
      assert.deepEqual(complete, [], 'it is empty');
    }
    appendFileSync(file('a.jpg'), 'all of it');
    await until(() => complete.length > 0);
    assert.deepEqual(complete, [file('a.jpg')]);
  });

  it('are told once, however often they are seen, and not if they have gone', async () => {
    for (const name of ['a.jpg', 'b.jpg']) writeFileSync(file(name), name);
    for (const name of ['a.jpg', 'gone.jpg', 'a.jpg', 'b.jpg']) arrivals.note(file(name));
    await until(() => complete.length > 1);
    assert.deepEqual(complete, [file('a.jpg'), file('b.jpg')]);
  });

  it('are bounded: more than may wait are told once and left', async () => {
    for (let index = 0; index < 6; index++) {
      writeFileSync(file(`${index}.jpg`), 'x');
      arrivals.note(file(`${index}.jpg`));
    }
    assert.equal(tooMany, 1);
    await until(() => complete.length > 2);
    assert.equal(complete.length, 3);
    arrivals.note(file('5.jpg'));
    await until(() => complete.length > 3);
    assert.equal(complete[3], file('5.jpg'));
  });
});
