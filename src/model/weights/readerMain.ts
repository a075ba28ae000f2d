import { Endpoint, type MethodMap } from '../../shared/rpc';
import { XceptionError } from '../../shared/xceptionError';
import { childTransport } from '../worker/childTransport';
import { compareFiles } from './compare/compareFiles';
import { inspectFile } from './inspect/inspectFile';
import { preparePack } from './preparePack';
import { MEMORY_EXIT_CODE, type ReaderMethods } from './reader/readerProtocol';

const WATCH_MS = 50;

/** The process that reads weights files: one question, one answer. Its parent ends it, and it ends when its parent is gone. */
new Endpoint<ReaderMethods, MethodMap>(childTransport(process), {
  open: async ({ request: { source, input }, memoryLimitBytes }) => {
    if (source.kind !== 'file') throw new XceptionError('internal', 'Untrained weights need no reader.');
    watchMemory(memoryLimitBytes);
    return { pack: await preparePack(source.path, input) };
  },
  inspect: ({ file, memoryLimitBytes }, { progress }) => {
    watchMemory(memoryLimitBytes);
    return inspectFile(file, progress);
  },
  compare: ({ a, b, memoryLimitBytes }, { progress }) => {
    watchMemory(memoryLimitBytes);
    return compareFiles(a, b, progress);
  },
});
process.once('disconnect', () => process.exit());

function watchMemory(limitBytes: number): void {
  setInterval(() => {
    if (process.memoryUsage.rss() > limitBytes) process.exit(MEMORY_EXIT_CODE);
  }, WATCH_MS).unref();
}
