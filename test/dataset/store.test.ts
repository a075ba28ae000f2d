import assert from 'node:assert/strict';
import {
  readdirSync,
  rmSync,
  writeFileSync,
  truncateSync,
  statSync,
  openSync,
  writeSync,
  closeSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DatasetClient } from '../../src/model/dataset/datasetClient';
import { MIGRATIONS } from '../../src/model/dataset/store/migrations';
import { openSqlite } from '../../src/model/dataset/store/openSqlite';
import { isFailure } from '../../src/shared/classification';
import type {
  FeaturesPiece,
  JudgedPicture,
  RecordedPicture,
  RunWishes,
} from '../../src/shared/datasetProtocol';
import { XceptionError } from '../../src/shared/xceptionError';
import { answer, datasetFolder, runOf, type DatasetFolder } from './support/datasetFolder';

const EVERYTHING: RunWishes = { topK: 3, probabilities: true, features: true };

/** More than once for each moment that is tried. */
const KILLS = 12;

const withCode = (code: string) => (error: unknown) => error instanceof XceptionError && error.code === code;

describe('the store of a dataset', function () {
  this.timeout(120_000);
  let folder: DatasetFolder;

  beforeEach(() => {
    folder = datasetFolder();
  });
  afterEach(() => folder.dispose());

  it('keeps what was said of each picture, and hands it out once', async () => {
    for (const name of ['cat/1.png', 'cat/2.png', 'dog/3.png']) folder.put(name, name);
    folder.put('dog/copy of 1.png', 'cat/1.png');
    const client = folder.open();
    const request = await runOf(folder.pictures, EVERYTHING, { labels: { kind: 'folders' } });
    const { run, total, done, notes } = await client.call('openRun', request);
    assert.deepEqual([total, done, notes], [4, 0, []]);
    const { pictures } = await client.call('nextWork', { run, most: 10 });
    assert.deepEqual(
      pictures.map(({ place }) => place),
      [0, 1, 2],
      'the copy waits for the first one',
    );
    assert.deepEqual((await client.call('nextWork', { run, most: 10 })).pictures, []);
    const counts = await client.call('record', {
      run,
      results: pictures.map(({ place, path: file }) => answer(place, file, EVERYTHING)),
    });
    assert.deepEqual(counts, { total: 4, done: 3, failed: 0, reasons: [] });
    const last = await client.call('nextWork', { run, most: 10 });
    assert.deepEqual([last.pictures, last.counts.done], [[], 4]);

    const page = await client.call('pictures', { run, from: 1, count: 2 });
    assert.equal(page.total, 4);
    const [second, third] = page.pictures;
    assert.deepEqual([second?.relative, second?.label], ['cat/2.png', 'cat']);
    assert.deepEqual(second?.result, answer(1, second?.path ?? '', EVERYTHING).result);
    assert.deepEqual([third?.relative, third?.label], ['dog/3.png', 'dog']);
    const chosen = await client.call('pictures', { run, places: [3, 0], only: 'done' });
    assert.deepEqual(
      chosen.pictures.map(({ place, result }) => [place, result && !isFailure(result) && result.entropy]),
      [
        [0, 1],
        [3, 1],
      ],
    );

    const judged: JudgedPicture[] = [];
    const summary = await client.call('judged', { run }, { onProgress: (piece) => judged.push(...piece) });
    assert.deepEqual([summary.judged, summary.without, summary.model.classes], [4, 0, 1000]);
    assert.deepEqual(
      judged.map(({ relative, label, topK, probabilities }) => [
        relative,
        label,
        topK.length,
        probabilities?.length,
      ]),
      [
        ['cat/1.png', 'cat', 3, 1000],
        ['cat/2.png', 'cat', 3, 1000],
        ['dog/3.png', 'dog', 3, 1000],
        ['dog/copy of 1.png', 'dog', 3, 1000],
      ],
    );
    assert.deepEqual(judged[3]?.probabilities, judged[0]?.probabilities);
    const pieces: FeaturesPiece[] = [];
    const features = await client.call('features', { run }, { onProgress: (piece) => pieces.push(piece) });
    assert.deepEqual(features, { size: 2048, pictures: 4 });
    assert.deepEqual(
      [0, 1, 2, 3].map((picture) => pieces[0]?.values[picture * 2048 + 2047]),
      [0, 1, 2, 0],
    );
  });

  it('finds the pictures most like another, copies, and a map, by the features that it keeps', async () => {
    for (const name of ['1', '2', '3', '4', '5', '6']) folder.put(`${name}.png`, name);
    folder.put('copy.png', '1');
    const client = folder.open();
    const { run } = await client.call('openRun', await runOf(folder.pictures, EVERYTHING));
    const { pictures } = await client.call('nextWork', { run, most: 10 });
    const withFeatures = (place: number, path: string, features: Float32Array): RecordedPicture => ({
      ...answer(place, path, EVERYTHING),
      features,
    });
    // At these angles to the first one, in a plane of the features.
    const turned = (degrees: number): Float32Array => {
      const features = new Float32Array(2048);
      features[3] = 5 * Math.cos((degrees * Math.PI) / 180);
      features[2000] = 5 * Math.sin((degrees * Math.PI) / 180);
      return features;
    };
    const angles = [0, 18, 35, 52, 69, 86];
    await client.call('record', {
      run,
      results: pictures.map(({ place, path: file }, at) =>
        withFeatures(place, file, turned(angles[at] ?? 0)),
      ),
    });
    await client.call('nextWork', { run, most: 1 });
    const near = await client.call('similar', { run, to: { place: 1 }, most: 4 });
    assert.deepEqual(
      near.map(({ relative, similarity }) => [relative, similarity.toFixed(4)]),
      [
        ['2.png', '1.0000'],
        ['3.png', '0.9563'],
        ['1.png', '0.9511'],
        ['copy.png', '0.9511'],
      ],
    );
    const [other] = await client.call('similar', { run, to: { features: turned(80) }, most: 1 });
    assert.equal(other?.relative, '6.png');
    await assert.rejects(
      client.call('similar', { run, to: { features: new Float32Array(7) } }),
      withCode('usage'),
    );
    await assert.rejects(client.call('similar', { run, to: { place: 99 } }), withCode('usage'));
    const [path] = pictures.map((item) => item.path);
    assert.ok(path !== undefined);
    const byPath = await client.call('similar', { run, to: { path }, most: 2 });
    assert.deepEqual(
      byPath.map(({ relative }) => relative),
      ['1.png', 'copy.png'],
    );
    await assert.rejects(client.call('similar', { run, to: { path: '/nowhere.png' } }), withCode('usage'));
    // Without its first picture, and opened anew: what was found before is not found again.
    rmSync(path);
    const less = await client.call('openRun', await runOf(folder.pictures, EVERYTHING));
    assert.deepEqual([less.run, less.done], [run, 6]);
    const remaining = await client.call('similar', { run, to: { features: turned(0) }, most: 1 });
    assert.equal(remaining[0]?.relative, 'copy.png');
    folder.put('1.png', '1');
    await client.call('openRun', await runOf(folder.pictures, EVERYTHING));
    await client.call('nextWork', { run, most: 1 });

    const groups = await client.call('duplicates', { run, threshold: 0.99 });
    assert.deepEqual(
      groups.map((group) => group.pictures.map(({ relative, identical }) => [relative, identical])),
      [
        [
          ['1.png', true],
          ['copy.png', true],
        ],
      ],
    );
    const [chain] = await client.call('duplicates', { run, threshold: 0.95 });
    assert.equal(chain?.pictures.length, 7, 'each like the next');
    assert.equal(chain.pictures[5]?.similarity.toFixed(4), '0.0698');

    const map = await client.call('map', { run, seed: 3, neighbours: 4 });
    assert.deepEqual(
      map.pictures.map(({ relative }) => relative),
      ['1.png', '2.png', '3.png', '4.png', '5.png', '6.png', 'copy.png'],
    );
    assert.equal(map.points.length, 14);
    assert.deepEqual(await client.call('map', { run, seed: 3, neighbours: 4 }), map);
    const { run: bare } = await client.call('openRun', await runOf(folder.pictures, { topK: 11 }));
    await assert.rejects(client.call('similar', { run: bare, to: { place: 0 } }), withCode('usage'));
  });

  it('takes labels from another source afterwards', async () => {
    const file = folder.put('1.png', 'one');
    writeFileSync(path.join(folder.pictures, 'labels.csv'), '1.png,cat\n');
    const client = folder.open();
    const { run } = await client.call('openRun', await runOf(folder.pictures, {}));
    await client.call('nextWork', { run, most: 1 });
    await client.call('record', { run, results: [answer(0, file)] });
    const labels = { kind: 'file', path: path.join(folder.pictures, 'labels.csv') } as const;
    for (const [query, expected] of [
      [{ run }, undefined],
      [{ run, labels }, 'cat'],
    ] as const) {
      const judged: JudgedPicture[] = [];
      await client.call('judged', query, { onProgress: (piece) => judged.push(...piece) });
      assert.deepEqual(
        judged.map(({ label }) => label),
        [expected],
      );
    }
  });

  it('knows a content again under another name, and a changed file as another content', async () => {
    const first = folder.put('1.png', 'one');
    const client = folder.open();
    const request = await runOf(folder.pictures, { topK: 3 });
    const { run } = await client.call('openRun', request);
    await client.call('nextWork', { run, most: 9 });
    await client.call('record', { run, results: [answer(0, first, { topK: 3 })] });

    folder.put('other/renamed.png', 'one');
    rmSync(first);
    const again = await client.call('openRun', request);
    assert.deepEqual([again.run, again.total, again.state], [run, 1, 'open']);
    const { pictures, counts } = await client.call('nextWork', { run, most: 9 });
    assert.deepEqual([pictures, counts.done], [[], 1]);
    assert.equal((await client.call('openRun', request)).done, 1, 'without hashing it again');

    folder.put('other/renamed.png', 'two');
    assert.equal((await client.call('openRun', request)).done, 0);
    assert.equal((await client.call('nextWork', { run, most: 9 })).pictures.length, 1);
  });

  it('asks again for what it does not have: features, probabilities, more predictions, another preprocessing', async () => {
    const file = folder.put('1.png', 'one');
    const client = folder.open();
    const open = async (wishes: RunWishes, more = {}): Promise<number> => {
      const { run } = await client.call('openRun', await runOf(folder.pictures, wishes, more));
      const { pictures } = await client.call('nextWork', { run, most: 9 });
      const results = pictures.map(({ place }) => answer(place, file, wishes));
      if (results.length > 0) await client.call('record', { run, results });
      return pictures.length;
    };
    assert.equal(await open({ topK: 3 }), 1);
    assert.equal(await open({ topK: 2 }), 0);
    assert.equal(await open({ topK: 5 }), 1);
    assert.equal(await open({ topK: 3, features: true }), 1);
    assert.equal(await open({ topK: 5, features: true }), 0, 'fewer predictions do not replace more');
    assert.equal(await open({ topK: 3, probabilities: true }), 1);
    assert.equal(await open({ topK: 3, probabilities: true, features: true }), 0);
    assert.equal(await open({ topK: 3 }, { preprocessing: { fit: 'crop' } }), 1);
  });

  it('counts failures by reason, remembers those of the content, and tries again when asked to', async () => {
    const broken = folder.put('broken.png', 'broken');
    folder.put('gone.png', 'gone');
    const client = folder.open();
    const request = await runOf(folder.pictures, {});
    const { run } = await client.call('openRun', request);
    rmSync(path.join(folder.pictures, 'gone.png'));
    const { pictures, counts } = await client.call('nextWork', { run, most: 9 });
    assert.deepEqual(counts.reasons, [{ code: 'file-missing', count: 1 }]);
    assert.equal(pictures.length, 1);
    const error = { code: 'image-unreadable', message: `"${broken}" is no picture.` } as const;
    const after = await client.call('record', {
      run,
      results: [{ place: 0, result: { file: broken, error } }],
    });
    assert.deepEqual([after.done, after.failed], [0, 2]);

    const copy = folder.put('copy.png', 'broken');
    const again = await client.call('openRun', request);
    assert.deepEqual([again.total, again.failed], [2, 1]);
    assert.deepEqual((await client.call('nextWork', { run, most: 9 })).pictures, []);
    const failed = await client.call('pictures', { run, only: 'failed' });
    assert.deepEqual(
      failed.pictures.map(({ result }) => result && isFailure(result) && result.error.message),
      [error.message, `"${copy}" is no picture.`],
    );
    await client.call('openRun', { ...request, retryFailures: true });
    assert.equal(
      (await client.call('nextWork', { run, most: 9 })).pictures.length,
      1,
      'one of the two copies',
    );
  });

  it('lets a picture wait again that was written to while it was looked at', async () => {
    const file = folder.put('1.png', 'one');
    const client = folder.open();
    const { run } = await client.call('openRun', await runOf(folder.pictures, {}));
    await client.call('nextWork', { run, most: 9 });
    folder.put('1.png', 'another');
    assert.equal((await client.call('record', { run, results: [answer(0, file)] })).done, 0);
    assert.equal((await client.call('nextWork', { run, most: 9 })).pictures.length, 1);
    assert.equal((await client.call('record', { run, results: [answer(0, file)] })).done, 1);
  });

  it('lists runs, says what became of them, and forgets them', async () => {
    const file = folder.put('1.png', 'one');
    const client = folder.open();
    const { run } = await client.call('openRun', await runOf(folder.pictures, {}));
    const { run: other } = await client.call('openRun', await runOf(file, {}));
    assert.notEqual(other, run);
    assert.equal((await client.call('setRunState', { run, state: 'paused' })).state, 'paused');
    await client.dispose();
    const next = folder.open();
    const runs = await next.call('runs', null);
    assert.deepEqual(runs.map(({ run: id, state }) => [id, state]).toSorted(), [
      [run, 'paused'],
      [other, 'open'],
    ]);
    await next.call('forgetRun', { run });
    assert.equal((await next.call('runs', null)).length, 1);
    await assert.rejects(next.call('pictures', { run }), withCode('usage'));
  });

  it('is brought up to date where an older version wrote it, and left alone where a newer one did', () => {
    openSqlite(folder.store, { migrations: MIGRATIONS.slice(0, 1) }).sqlite.close();
    const next = [...MIGRATIONS, 'CREATE TABLE later (id INTEGER PRIMARY KEY)'];
    const { sqlite, setAside } = openSqlite(folder.store, { migrations: next });
    sqlite.run('INSERT INTO later (id) VALUES (7)');
    sqlite.close();
    assert.equal(setAside, undefined);
    assert.throws(
      () => openSqlite(folder.store),
      (error) => withCode('file-unreadable')(error) && (error as Error).message.includes('newer version'),
    );
    const again = openSqlite(folder.store, { migrations: next }).sqlite;
    assert.equal(again.get('SELECT id FROM later')?.['id'], 7);
    again.close();
  });

  it('is changed by a step of its schema as a whole or not at all', () => {
    openSqlite(folder.store).sqlite.close();
    const broken = [
      ...MIGRATIONS,
      'CREATE TABLE half (id INTEGER PRIMARY KEY); CREATE TABLE run (id INTEGER)',
    ];
    assert.throws(() => openSqlite(folder.store, { migrations: broken }), withCode('file-unreadable'));
    const { sqlite } = openSqlite(folder.store);
    assert.deepEqual(sqlite.all("SELECT name FROM sqlite_schema WHERE name = 'half'"), []);
    sqlite.close();
  });

  it('is set aside where it is no database, which is told with the next run', async () => {
    folder.put('1.png', 'one');
    openSqlite(folder.store).sqlite.close();
    writeFileSync(folder.store, 'This is no database, whatever its name says. '.repeat(200));
    const { notes } = await folder.open().call('openRun', await runOf(folder.pictures, {}));
    assert.match(
      notes[0]?.error.message ?? '',
      /was damaged\. It was kept as ".*damaged-.*" and a new one begun/,
    );
    assert.ok(readdirSync(path.dirname(folder.store)).some((name) => /\.damaged-[^.]*$/.test(name)));
  });

  it('is set aside where it turns out to be damaged in its middle, and works on', async () => {
    for (let i = 0; i < 40; i++) folder.put(`${i}.png`, String(i));
    const client = folder.open();
    const request = await runOf(folder.pictures, EVERYTHING);
    const { run } = await client.call('openRun', request);
    const { pictures } = await client.call('nextWork', { run, most: 40 });
    const results = pictures.map(({ place, path: file }) => answer(place, file, EVERYTHING));
    await client.call('record', { run, results });
    await client.dispose();
    const pages = Math.floor(statSync(folder.store).size / 4096);
    const target = openSync(folder.store, 'r+');
    for (let page = 1; page < pages; page++)
      writeSync(target, Buffer.alloc(4096, 0xff), 0, 4096, page * 4096);
    closeSync(target);
    const next = folder.open();
    await assert.rejects(next.call('pictures', { run }), (error) =>
      (error as Error).message.includes('was damaged'),
    );
    assert.equal((await next.call('openRun', request)).total, 40);
  });

  it('survives a loss of its last bytes', async () => {
    folder.put('1.png', 'one');
    const client = folder.open();
    await client.call('openRun', await runOf(folder.pictures, {}));
    await client.dispose();
    truncateSync(folder.store, statSync(folder.store).size - 5000);
    const next = folder.open();
    const request = await runOf(folder.pictures, {});
    const opened = await next.call('openRun', request).catch(() => next.call('openRun', request));
    assert.equal(opened.total, 1);
  });

  it('loses nothing that was acknowledged when its process is killed, at any moment, and keeps no half', async () => {
    const count = 240;
    for (let i = 0; i < count; i++) folder.put(`${String(i).padStart(3, '0')}.png`, `content ${i}`);
    const request = await runOf(folder.pictures, EVERYTHING);
    const acknowledged = new Set<number>();
    let kills = 0;
    const kill = ({ pid }: DatasetClient): void => {
      if (pid === undefined) return;
      process.kill(pid, 'SIGKILL');
      kills++;
    };
    let finished = false;
    for (let round = 0; round < 3 * KILLS && !finished; round++) {
      const client = folder.open();
      try {
        const { run, done } = await client.call('openRun', request);
        assert.ok(done >= acknowledged.size, `${done} of ${acknowledged.size} are there`);
        let sent = 0;
        for (;;) {
          const { pictures } = await client.call('nextWork', { run, most: 4 });
          if (pictures.length === 0) break;
          const results = pictures.map(({ place, path: file }) => answer(place, file, EVERYTHING));
          const kept = client.call('record', { run, results });
          // While it is kept, or soon after.
          if (kills < KILLS && sent++ === round % 3) void pause((round * 5) % 11).then(() => kill(client));
          await kept;
          for (const { place } of results) acknowledged.add(place);
        }
        // What was kept, but not acknowledged before a kill, is not handed out again.
        const { done: kept } = await client.call('setRunState', { run, state: 'done' });
        finished = kept === count;
      } catch (thrown) {
        if (!withCode('process-ended')(thrown)) throw thrown;
      }
      const { sqlite, setAside } = openSqlite(folder.store);
      assert.equal(setAside, undefined);
      assert.deepEqual(
        sqlite.all('PRAGMA integrity_check').map((row) => ({ ...row })),
        [{ integrity_check: 'ok' }],
      );
      const [results, features, halves] = [
        'SELECT count(*) AS n FROM result WHERE probabilities IS NOT NULL',
        'SELECT count(*) AS n FROM feature',
        `SELECT count(*) AS n FROM run_picture p WHERE status = 1 AND NOT EXISTS
           (SELECT 1 FROM result r JOIN feature f ON f.hash = r.hash AND f.model = r.model WHERE r.hash = p.hash)`,
      ].map((sql) => Number(sqlite.get(sql)?.['n']));
      sqlite.close();
      assert.equal(features, results, 'features come with their results');
      assert.ok((results ?? 0) >= acknowledged.size);
      assert.equal(halves, 0);
    }
    assert.ok(finished);
    assert.equal(kills, KILLS);
  });

  it('is written to by two processes at once', async () => {
    const count = 60;
    for (let i = 0; i < count; i++) folder.put(`${i}.png`, `content ${i}`);
    const request = await runOf(folder.pictures, EVERYTHING);
    const work = async (): Promise<number> => {
      const client = folder.open();
      const { run } = await client.call('openRun', request);
      for (;;) {
        const { pictures, counts } = await client.call('nextWork', { run, most: 3 });
        if (pictures.length === 0 && counts.done === counts.total) return counts.done;
        const results = pictures.map(({ place, path: file }) => answer(place, file, EVERYTHING));
        if (results.length > 0) await client.call('record', { run, results });
      }
    };
    assert.deepEqual(await Promise.all([work(), work()]), [count, count]);
    const { sqlite } = openSqlite(folder.store);
    assert.equal(sqlite.get('SELECT count(*) AS n FROM feature')?.['n'], count);
    sqlite.close();
  });
});
