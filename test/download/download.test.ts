import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { download } from '../../src/model/download/download';
import type { DownloadOptions, FileOrder } from '../../src/model/download/fileOrder';
import { drop, FileServer, stall, status } from './support/fileServer';

const SIZE = 3_000_000;
const HALF = 1_500_000;

describe('a download', function () {
  this.timeout(20_000);
  let folder: string;
  let server: FileServer;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'xception-download-'));
    server = await FileServer.start(randomBytes(SIZE));
  });

  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function order(more: Partial<FileOrder> = {}): FileOrder {
    return {
      address: `${server.origin}/model.h5`,
      file: path.join(folder, 'models', 'model.h5'),
      bytes: SIZE,
      checksum: { algorithm: 'md5', value: server.md5 },
      ...more,
    };
  }

  function fetchIt(options: DownloadOptions = {}, more: Partial<FileOrder> = {}): Promise<string> {
    return download(order(more), { backoffMs: 1, stallMs: 10_000, ...options });
  }

  /** What lies in the folder. */
  function left(): readonly string[] {
    return readdirSync(path.join(folder, 'models')).sort();
  }

  function assertFetched(file: string): void {
    assert.deepEqual(readFileSync(file), server.content);
    assert.deepEqual(left(), ['model.h5']);
  }

  const ranges = (): readonly (string | undefined)[] => server.requests.map(({ range }) => range);

  it('gives the file, tells how far it is, and asks for nothing when the file is there', async () => {
    const seen: { done: number; total: number; rate: number }[] = [];
    assertFetched(await fetchIt({ onProgress: (progress) => seen.push(progress) }));
    assert.ok(seen.every(({ done }, index) => index === 0 || done > seen[index - 1]!.done));
    assert.deepEqual(
      [seen.at(-1)?.done, seen.at(-1)?.total, seen.every(({ rate }) => rate > 0)],
      [SIZE, SIZE, true],
    );
    assertFetched(await fetchIt());
    assert.equal(server.requests.length, 1);
  });

  it('checks a SHA-256 as well', async () => {
    const { createHash } = await import('node:crypto');
    const value = createHash('sha256').update(server.content).digest('hex');
    assertFetched(await fetchIt({}, { checksum: { algorithm: 'sha256', value } }));
  });

  it('goes on where a dropped connection has left it', async () => {
    server.script.push(server.part(HALF, drop));
    assertFetched(await fetchIt());
    assert.equal(server.requests.length, 2);
    const start = Number(/^bytes=(\d+)-$/.exec(server.requests[1]?.range ?? '')?.[1]);
    assert.ok(start > 0 && start <= HALF, `${start}`);
  });

  it('starts again when the file at the server has changed meanwhile', async () => {
    server.script.push((request, response) => {
      server.part(HALF, (answer) => {
        server.content = randomBytes(SIZE);
        server.etag = '"second"';
        drop(answer);
      })(request, response);
    });
    const { md5 } = server;
    await assert.rejects(fetchIt(), { code: 'download-failed', message: /not the published file/ });
    assert.notEqual(server.md5, md5);
    assert.deepEqual(left(), []);
    assertFetched(await fetchIt());
  });

  it('starts again at a server that refuses ranges', async () => {
    server.script.push(server.part(HALF, drop), (_request, response) => {
      response.writeHead(200, { 'content-length': SIZE }).end(server.content);
    });
    assertFetched(await fetchIt());
  });

  it('starts again when the range that comes is not the one that was asked for', async () => {
    server.script.push(server.part(HALF, drop), (_request, response) => {
      response.writeHead(206, { 'content-range': `bytes 5-9/${SIZE}` }).end('xxxxx');
    });
    assertFetched(await fetchIt());
    rmSync(order().file);
    server.script.push(server.part(HALF, drop), status(416));
    assertFetched(await fetchIt());
    assert.match(ranges().at(-2) ?? '', /^bytes=\d+-$/);
    assert.equal(ranges().at(-1), undefined);
  });

  it('does not go on from a part that nothing vouches for', async () => {
    server.etag = 'W/"weak"';
    server.script.push(server.part(HALF, drop));
    assertFetched(await fetchIt());
    assert.deepEqual(ranges(), [undefined, undefined]);
  });

  it('asks anew, once, when the parts of two tries do not make the file', async () => {
    server.script.push((_request, response) => {
      response.writeHead(200, { etag: server.etag, 'content-length': SIZE });
      response.write(randomBytes(HALF));
    });
    await assert.rejects(fetchIt({ stallMs: 200 }), { code: 'timeout' });
    assert.deepEqual(left(), ['model.h5.part', 'model.h5.part.json']);
    assertFetched(await fetchIt());
    assert.deepEqual(ranges(), [undefined, `bytes=${HALF}-`, undefined]);
  });

  it('throws away what is not the file, and leaves nothing under its name', async () => {
    server.content[17] = server.content[17]! ^ 1;
    const value = '0'.repeat(32);
    await assert.rejects(fetchIt({}, { checksum: { algorithm: 'md5', value } }), {
      code: 'download-failed',
      message: /not the published file: its md5 is not 0{32}.*by other means and put the file at/,
    });
    assert.deepEqual(left(), []);
  });

  it('refuses a file of another length before it is fetched', async () => {
    server.content = Buffer.from('<html>Please sign in</html>');
    await assert.rejects(fetchIt(), { code: 'download-failed', message: /has 27 bytes instead of 3000000/ });
    assert.deepEqual(left(), []);
  });

  it('refuses more bytes than the file has, where the server announces none', async () => {
    server.script.push((_request, response) => {
      response.writeHead(200).end(Buffer.concat([server.content, Buffer.alloc(10)]));
    });
    await assert.rejects(fetchIt(), { code: 'download-failed', message: /more came/ });
    assert.ok(!existsSync(order().file));
  });

  it('goes on when fewer bytes come than were announced to be all', async () => {
    server.script.push((_request, response) => {
      response.writeHead(200, { etag: server.etag }).end(server.content.subarray(0, HALF));
    });
    assertFetched(await fetchIt());
    assert.deepEqual(ranges(), [undefined, `bytes=${HALF}-`]);
  });

  it('gives up a server that sends nothing more, keeps what came, and goes on from there the next time', async () => {
    server.script.push(server.part(HALF, stall));
    await assert.rejects(fetchIt({ stallMs: 200 }), {
      code: 'timeout',
      message: /nothing for 0.2 seconds.*kept/,
    });
    assert.deepEqual(left(), ['model.h5.part', 'model.h5.part.json']);
    assertFetched(await fetchIt());
    assert.deepEqual(ranges(), [undefined, `bytes=${HALF}-`]);
  });

  it('gives up a server that does not answer at all', async () => {
    server.script.push(stall);
    await assert.rejects(fetchIt({ stallMs: 200 }), { code: 'timeout' });
  });

  it('follows redirects, but not in circles', async () => {
    server.script.push(status(302, { location: '/elsewhere' }), status(307, { location: server.origin }));
    assertFetched(await fetchIt());
    assert.deepEqual(
      server.requests.map(({ url }) => url),
      ['/model.h5', '/elsewhere', '/'],
    );
    rmSync(order().file);
    server.script.push(...Array.from({ length: 20 }, () => status(302, { location: '/again' })));
    await assert.rejects(fetchIt(), { code: 'download-failed', message: /in circles/ });
    assert.equal(server.requests.length, 3 + 6);
  });

  it('follows no redirect to what is no web address', async () => {
    for (const location of ['file:///etc/passwd', 'ftp://127.0.0.1/x', 'http://']) {
      server.script.push(status(302, { location }));
      await assert.rejects(fetchIt(), { code: 'download-failed', message: /redirects to/ });
    }
  });

  it('tries again after errors of the server, and no more often than it says', async () => {
    server.script.push(status(500), status(503, { 'retry-after': '0' }), status(429));
    assertFetched(await fetchIt());
    rmSync(order().file);
    server.script.push(...Array.from({ length: 9 }, () => status(500)));
    const before = server.requests.length;
    await assert.rejects(fetchIt({ retries: 2 }), {
      code: 'download-failed',
      message: /answered 500 Internal Server Error\. 3 tries have failed/,
    });
    assert.equal(server.requests.length - before, 3);
  });

  it('tells at once what is not there, with the way by hand', async () => {
    server.script.push(status(404));
    await assert.rejects(fetchIt(), {
      code: 'download-failed',
      message:
        /model\.h5 is not to be had: 127\.0\.0\.1:\d+ answered 404 Not Found\. You can also download http.*model\.h5 by/,
    });
    assert.equal(server.requests.length, 1);
  });

  it('tells at once that a server cannot be reached', async () => {
    const gone = await FileServer.start(Buffer.alloc(0));
    const address = `${gone.origin}/model.h5`;
    await gone.stop();
    await assert.rejects(fetchIt({}, { address }), {
      code: 'download-failed',
      message: /cannot be reached \(ECONNREFUSED\).*proxy.*put the file at .*model\.h5/,
    });
  });

  it('keeps what came when it is cancelled', async () => {
    const controller = new AbortController();
    server.script.push(server.part(HALF, stall));
    const running = fetchIt({
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done === HALF) controller.abort();
      },
    });
    await assert.rejects(running, { code: 'cancelled' });
    assert.deepEqual(left(), ['model.h5.part', 'model.h5.part.json']);
    assertFetched(await fetchIt());
    assert.deepEqual(ranges(), [undefined, `bytes=${HALF}-`]);
    await assert.rejects(fetchIt({ signal: AbortSignal.abort() }, { file: path.join(folder, 'other.h5') }), {
      code: 'cancelled',
    });
  });

  it('is done once for two that ask at the same time', async () => {
    const waits: string[] = [];
    const files = await Promise.all([
      fetchIt({ onWait: () => waits.push('first') }),
      fetchIt({ onWait: () => waits.push('second') }),
    ]);
    assert.equal(server.requests.length, 1);
    assert.equal(waits.length, 1);
    assert.equal(files[0], files[1]);
    assertFetched(files[0]);
  });

  it('takes over from a process that is gone', async () => {
    mkdirSync(path.join(folder, 'models'));
    const dead = { pid: 2 ** 22 + 1, host: os.hostname() };
    writeFileSync(path.join(folder, 'models', 'model.h5.lock'), JSON.stringify(dead));
    assertFetched(await fetchIt());
  });

  it('says where it cannot write, and why', async () => {
    writeFileSync(path.join(folder, 'file'), '');
    const file = path.join(folder, 'file', 'model.h5');
    await assert.rejects(fetchIt({}, { file }), {
      code: 'download-failed',
      message: /cannot be written: a file stands where a folder should be.*XCEPTION_CACHE/,
    });
    await assert.rejects(fetchIt({}, { bytes: 2 ** 60 }), {
      code: 'download-failed',
      message: /has no room for it: \d+ MB are missing/,
    });
    assert.equal(server.requests.length, 0);
  });
});
