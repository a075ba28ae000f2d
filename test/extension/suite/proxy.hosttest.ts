import assert from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigurationTarget, workspace } from 'vscode';
import { download } from '../../../src/model/download/download';
import { Copies, photograph } from './support';

/** No name of this end leads anywhere (RFC 6761): what arrives has come through the proxy. */
const HOST = 'weights.invalid';

describe('a download in the extension host', () => {
  const asked: string[] = [];
  const proxy = http
    .createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.writeHead(404).end();
    })
    .on('connect', (request, socket) => {
      asked.push(`${request.method} ${request.url}`);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
  let folder: Copies;

  before(async () => {
    folder = new Copies(photograph('0000.jpg'), 0);
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    await workspace.getConfiguration('http').update('proxy', address, ConfigurationTarget.Global);
  });

  after(async () => {
    await workspace.getConfiguration('http').update('proxy', undefined, ConfigurationTarget.Global);
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
    folder.dispose();
  });

  for (const [address, request] of [
    [`http://${HOST}/model.h5`, `GET http://${HOST}/model.h5`],
    [`https://${HOST}/model.h5`, `CONNECT ${HOST}:443`],
  ] as const) {
    it(`of ${address} goes through the proxy that VS Code is set to`, async () => {
      const order = {
        address,
        file: `${folder.folder}/model.h5`,
        bytes: 1,
        checksum: { algorithm: 'md5', value: '' },
      } as const;
      asked.length = 0;
      await assert.rejects(download(order, { retries: 0 }), { code: 'download-failed' });
      assert.deepEqual(asked, [request]);
    });
  }
});
