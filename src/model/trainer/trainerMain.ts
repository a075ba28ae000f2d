import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Endpoint, type MethodMap } from '../../shared/rpc';
import type { TrainMethods } from '../../shared/trainProtocol';
import { childTransport } from '../worker/childTransport';
import { PictureThread } from '../worker/pictures/pictureThread';
import { unpackOnce } from '../worker/unpackOnce';
import { trainService } from './trainService';

const parentGone = new AbortController();
const pictures = new PictureThread(path.join(__dirname, 'pictures.js'));

/**
 * The training process. Bundled to dist/trainer.js, beside the entries of the reader and of the thread that decodes. It ends
 * once its parent has let go of it and what it had begun is cleaned up; its memory ends with it.
 */
function serve(): void {
  new Endpoint<TrainMethods, MethodMap>(
    childTransport(process),
    trainService({
      prepare: pictures.prepare,
      reader: path.join(__dirname, 'reader.js'),
      version: version(),
      parentGone: parentGone.signal,
    }),
  );
}

process.once('disconnect', () => {
  parentGone.abort();
});
// A terminal's Ctrl+C reaches this process too; its parent decides, and stops first.
process.on('SIGINT', () => undefined);
void unpackOnce().then(serve);

function version(): string {
  const text = readFileSync(path.join(__dirname, '..', 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
