import path from 'node:path';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { InferenceClient } from '../model/worker/inferenceClient';
import { xceptionServer } from './xceptionServer';

export interface StdioOptions {
  /** Folder of the bundles. */
  readonly dist: string;
  readonly version: string;
  readonly roots: readonly string[];
  readonly model: string;
}

/**
 * Serves one MCP client over stdin and stdout, until it goes. The inference process starts with the first picture, ends
 * after idle minutes, and with the server.
 */
export async function serveStdio({ dist, version, roots, model }: StdioOptions): Promise<void> {
  const inference = new InferenceClient({ entry: path.join(dist, 'worker.js') });
  const readerEntry = path.join(dist, 'reader.js');
  const server = xceptionServer({ version, inference, readerEntry, roots, model });
  const gone = new Promise<void>((resolve) => {
    for (const event of ['end', 'close'] as const) process.stdin.once(event, resolve);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  try {
    await server.connect(new StdioServerTransport());
    await gone;
  } finally {
    await inference.dispose();
    await server.close();
  }
}
