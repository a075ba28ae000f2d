import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, truncateSync } from 'node:fs';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { imagenetLabels } from '../../src/model/labels/imagenetLabels';
import {
  KERAS_IMAGENET,
  KERAS_IMAGENET_NOTOP,
  type PublishedFile,
} from '../../src/model/weights/kerasImagenet';
import { untrainedWeights } from '../../src/model/weights/untrained';
import { drop, FileServer, stall, status } from '../download/support/fileServer';
import { recordedFile, writeRecorded } from '../weights/support/recordedFile';
import { runCli, type CliOptions, type CliRun } from './runCli';

/** A part of the published file that is surely on the disk of a process that has been killed. */
const PART = 40_000_000;

describe('xception models', function () {
  this.timeout(120_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'xception-models-'));
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function run(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
    const env = {
      XCEPTION_CACHE: path.join(folder, 'cache'),
      KERAS_HOME: path.join(folder, 'keras'),
      XCEPTION_MIRROR: undefined,
      ...options.env,
    };
    return runCli(args, { ...options, env });
  }

  function own(id: string, ...name: readonly string[]): string {
    return path.join(folder, 'cache', 'models', id, ...name);
  }

  it('lists them, and what is on this machine', async () => {
    const { code, stdout } = await run(['models']);
    assert.equal(code, 0);
    const lines = stdout.trimEnd().split('\n');
    assert.match(lines[0] ?? '', /^id +network +classes +MB +on this machine +title$/);
    assert.match(lines[2] ?? '', /^imagenet +paper +1000 +91\.9 +no +ImageNet/);
    assert.match(lines[3] ?? '', /^imagenet-notop +paper +none +83\.7 +no /);
    const { models } = JSON.parse((await run(['models', 'list', '--json'])).stdout) as {
      models: readonly Record<string, unknown>[];
    };
    const { address, md5, bytes } = KERAS_IMAGENET;
    assert.deepEqual(
      { ...models[1], title: '', licence: '' },
      {
        id: 'imagenet',
        title: '',
        network: 'paper',
        classes: 1000,
        bytes,
        file: own('imagenet', KERAS_IMAGENET.name),
        fetched: false,
        fetchedBy: null,
        address,
        md5,
        pip: null,
        licence: '',
      },
    );
    assert.equal(
      (await run(['models', 'path', 'imagenet'])).stdout,
      `${own('imagenet', KERAS_IMAGENET.name)}\n`,
    );
  });

  it('says what is wrong with a command line', async () => {
    for (const [args, hint] of [
      [['fech', 'imagenet'], /not "fech"\. Did you mean fetch\?/],
      [['fetch'], /Say which model: "xception models fetch NAME"/],
      [['fetch', 'a', 'b'], /Say which model/],
      [['fetch', 'imagnet'], /Did you mean imagenet\?/],
      [['list', 'imagenet'], /not understood here/],
    ] as const) {
      const { code, stdout, stderr } = await run(['models', ...args]);
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' }, args.join(' '));
      assert.match(stderr, hint);
    }
    const mirror = await run(['models', 'fetch', 'imagenet'], { env: { XCEPTION_MIRROR: 'ftp://x/' } });
    assert.equal(mirror.code, 2);
    assert.match(mirror.stderr, /XCEPTION_MIRROR is the address of a folder on the web/);
    const missing = await run(['models', 'remove', 'nosuch.h5']);
    assert.equal(missing.code, 1);
    assert.match(missing.stderr, /There is no file .*nosuch\.h5, and no model of that name is known/);
  });

  describe('fetch, from a server', () => {
    let server: FileServer;

    beforeEach(async () => {
      rmSync(path.join(folder, 'cache'), { recursive: true, force: true });
      const content = Buffer.alloc(KERAS_IMAGENET.bytes);
      randomBytes(1000).copy(content);
      server = await FileServer.start(content);
    });

    afterEach(() => server.stop());

    function fetchIt(options: CliOptions = {}): Promise<CliRun> {
      const env = { XCEPTION_MIRROR: `${server.origin}/files`, ...options.env };
      return run(['models', 'fetch', 'imagenet'], { ...options, env });
    }

    it('tells what a server answers, and nothing lies under the name', async () => {
      server.script.push(status(404));
      const { code, stdout, stderr } = await fetchIt();
      assert.deepEqual({ code, stdout }, { code: 1, stdout: '' });
      assert.match(stderr, /^http:\/\/127\.0\.0\.1:\d+\/files\/xception_weights_\w+\.h5, 91\.9 MB\n/);
      assert.match(stderr, /answered 404 Not Found\. You can also download/);
      assert.deepEqual(readdirSync(own('imagenet')), []);
    });

    it('does not use a file of another checksum', async () => {
      const { code, stderr } = await fetchIt();
      assert.equal(code, 1);
      assert.match(stderr, new RegExp(`its md5 is not ${KERAS_IMAGENET.md5}`));
      assert.deepEqual(readdirSync(own('imagenet')), []);
      const classified = await run(['classify', 'media/samples/cat.jpg', '--model', 'imagenet', '--json']);
      assert.equal(classified.code, 1);
      assert.match(classified.stderr, /Fetch it \(92 MB\) with "xception models fetch imagenet"/);
      assert.match(classified.stdout, /"code": "model-missing"/);
    });

    it('goes on where it was when its process was killed', async () => {
      const killed = runKilled('SIGKILL');
      assert.equal((await killed).code, null);
      assert.ok(existsSync(own('imagenet', `${KERAS_IMAGENET.name}.lock`)));
      await fetchIt();
      const start = Number(/^bytes=(\d+)-$/.exec(server.requests[1]?.range ?? '')?.[1]);
      assert.ok(start > 0 && start <= PART, server.requests[1]?.range);
    });

    it('keeps what came at Ctrl+C', async () => {
      const { code, stderr } = await runKilled('SIGINT');
      assert.equal(code, 130);
      assert.match(stderr, /Interrupted\./);
      assert.deepEqual(readdirSync(own('imagenet')).sort(), [
        `${KERAS_IMAGENET.name}.part`,
        `${KERAS_IMAGENET.name}.part.json`,
      ]);
      const removed = await run(['models', 'remove', 'imagenet']);
      assert.match(removed.stdout, /removed .*imagenet\n\d+\.\d MB freed\n/);
      assert.ok(!existsSync(own('imagenet')));
      assert.equal((await run(['models', 'remove', 'imagenet'])).stdout, 'There was nothing to remove.\n');
    });

    /** Fetches from a server that stops half-way, and sends a signal as soon as it has. */
    function runKilled(signal: NodeJS.Signals): Promise<CliRun> {
      return new Promise((resolve, reject) => {
        let kill: (() => void) | undefined;
        server.script.push(
          server.part(PART, () => {
            const arrived = own('imagenet', `${KERAS_IMAGENET.name}.part`);
            const timer = setInterval(() => {
              if (!existsSync(arrived)) return;
              clearInterval(timer);
              kill?.();
              stall();
            }, 50);
          }),
        );
        const onStart = (child: { kill(signal: NodeJS.Signals): boolean }): void => {
          kill = () => child.kill(signal);
        };
        fetchIt({ onStart }).then(resolve, reject);
      });
    }

    it('goes through the proxy of the environment, unless that says no', async () => {
      const connected: string[] = [];
      const proxy = http.createServer().on('connect', (request, client: net.Socket) => {
        connected.push(request.url ?? '');
        const [host, port] = (request.url ?? '').split(':');
        const upstream = net.connect(Number(port), host, () => {
          client.write('HTTP/1.1 200 Connection established\r\n\r\n');
          upstream.pipe(client).pipe(upstream);
        });
        client.on('error', () => upstream.destroy());
        upstream.on('error', () => client.destroy());
      });
      await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
      try {
        const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
        const env = { HTTP_PROXY: address, http_proxy: address, NO_PROXY: undefined, no_proxy: undefined };
        server.script.push(status(404), status(404));
        assert.match((await fetchIt({ env })).stderr, /answered 404/);
        assert.deepEqual(connected, [new URL(server.origin).host]);
        const bypassed = await fetchIt({ env: { ...env, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' } });
        assert.match(bypassed.stderr, /answered 404/);
        assert.equal(connected.length, 1);
        assert.equal(server.requests.length, 2);
      } finally {
        proxy.closeAllConnections();
        await new Promise((resolve) => proxy.close(resolve));
      }
    });

    it('tries again where the connection drops', async () => {
      server.script.push(server.part(PART, drop));
      assert.match((await fetchIt()).stderr, /its md5 is not/);
      assert.ok(server.requests.some(({ range }) => range !== undefined));
    });
  });

  describe('what is there', () => {
    before(async () => {
      rmSync(path.join(folder, 'cache'), { recursive: true, force: true });
      await writeWeights('tf2-paper.weights-alone.h5', KERAS_IMAGENET, own('imagenet'));
      await writeWeights('keras2-backbone.weights-alone.h5', KERAS_IMAGENET_NOTOP, own('imagenet-notop'));
    });

    /** A file of the very form and size of the published one, with weights by formula. */
    async function writeWeights(form: string, { name, bytes }: PublishedFile, to: string): Promise<void> {
      mkdirSync(to, { recursive: true });
      const recorded = recordedFile(form);
      await writeRecorded(recorded, [...untrainedWeights('paper').values()], path.join(to, name));
      truncateSync(path.join(to, name), bytes);
    }

    it('is classified with, by the names of ImageNet', async () => {
      const { code, stdout, stderr } = await run([
        'classify',
        'media/samples/cat.jpg',
        '--model',
        'imagenet',
        '--top',
        '1000',
        '--json',
      ]);
      assert.equal(code, 0, stderr);
      const { model, results } = JSON.parse(stdout) as {
        model: { id: string; classes: number };
        results: readonly {
          predictions: readonly { index: number; label: string }[];
          input: Record<string, unknown>;
        }[];
      };
      assert.deepEqual(
        { ...model, weights: '' },
        { id: 'imagenet', network: 'paper', weights: '', classes: 1000 },
      );
      const labels = imagenetLabels();
      for (const { index, label } of results[0]!.predictions) assert.equal(label, labels[index]);
      assert.deepEqual(results[0]!.input, { width: 299, height: 299, resize: 'nearest', crop: 'stretch' });
      const text = await run(['classify', 'media/samples/cat.jpg', '--model', 'imagenet']);
      assert.doesNotMatch(text.stdout, /taken to be/);
    });

    it('cannot be classified with where it has no classes', async () => {
      const { code, stderr } = await run(['classify', 'media/samples/cat.jpg', '--model', 'imagenet-notop']);
      assert.equal(code, 1);
      assert.match(stderr, /holds the network without its last layers, so it has no classes to answer with/);
    });

    it('is removed with what was made of it, and nothing else is', async () => {
      const packs = path.join(folder, 'cache', 'packs');
      const before = readdirSync(packs);
      const { code, stdout } = await run(['models', 'remove', 'imagenet']);
      assert.equal(code, 0);
      assert.match(stdout, /^removed .*imagenet\nremoved .*packs.*\.safetensors\n18\d\.\d MB freed\n$/);
      assert.equal(readdirSync(packs).length, before.length - 1);
      assert.ok(!existsSync(own('imagenet')));
      assert.ok(existsSync(own('imagenet-notop', KERAS_IMAGENET_NOTOP.name)));
    });

    it('is used where Keras has it, and never removed from there', async () => {
      const keras = path.join(folder, 'keras', 'models');
      const copy = path.join(keras, KERAS_IMAGENET_NOTOP.name);
      mkdirSync(keras, { recursive: true });
      renameSync(own('imagenet-notop', KERAS_IMAGENET_NOTOP.name), copy);
      assert.match((await run(['models'])).stdout, /^imagenet-notop .* yes, from Keras /m);
      assert.equal((await run(['models', 'path', 'imagenet-notop'])).stdout, `${copy}\n`);
      assert.equal((await run(['models', 'fetch', 'imagenet-notop'])).stdout, `${copy}\n`);
      const { stdout } = await run(['models', 'remove', 'imagenet-notop']);
      assert.match(stdout, /is not ours and stays/);
      assert.ok(existsSync(copy));
      // One that was cut off is none.
      truncateSync(copy, 1000);
      assert.match((await run(['models'])).stdout, /^imagenet-notop .* no /m);
    });

    it('of a user keeps its file', async () => {
      const file = path.join(folder, 'own.h5');
      mkdirSync(own('imagenet'), { recursive: true });
      await writeWeights('tf2-paper.weights-alone.h5', KERAS_IMAGENET, own('imagenet'));
      renameSync(own('imagenet', KERAS_IMAGENET.name), file);
      const first = await run(['classify', 'media/samples/cat.jpg', '--model', file]);
      assert.match(first.stdout, /taken to be those of ImageNet/);
      const { stdout } = await run(['models', 'remove', file]);
      assert.match(stdout, /^removed .*packs.*\n9\d\.\d MB freed; .*own\.h5 is not ours and stays\n$/);
      assert.ok(existsSync(file));
    });
  });
});
