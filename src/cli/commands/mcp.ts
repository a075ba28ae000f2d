import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { StdioOptions } from '../../mcp/serveStdio';
import { namedModel } from '../../model/weights/catalogue';
import { XceptionError } from '../../shared/xceptionError';
import { defineCommand } from '../command';
import { packageVersion } from '../packageVersion';

const DEFAULT_MODEL = 'kitchenware';

export const mcp = defineCommand({
  name: 'mcp',
  about: 'a server of tools for AI agents (Model Context Protocol, over stdin and stdout)',
  operands: '[DIR…]',
  options: {
    model: {
      type: 'string',
      value: 'FILE|ID',
      about: 'the model that is meant where an agent names none; kitchenware by default',
    },
  },
  notes: [
    'DIR are the folders whose files may be read. Without any, they are the folders that the client names; where it names none, the folder that the server is started in. Nothing is ever written.',
    'The server ends with its client.',
  ],
  examples: ['mcp', 'mcp ~/photographs --model my-model.keras'],
  async run({ model }, roots, { dist, env }) {
    for (const root of roots) {
      const isFolder = await stat(root).then(
        (found) => found.isDirectory(),
        () => false,
      );
      if (!isFolder) throw new XceptionError('usage', `"${root}" is no folder.`);
    }
    const name = [model, env['XCEPTION_MODEL']].find(Boolean) ?? DEFAULT_MODEL;
    // A name that is wrong is told now, not to an agent; the sample may still be fetched.
    if (name !== DEFAULT_MODEL) namedModel(name);
    const { serveStdio } = await loadServer(dist);
    await serveStdio({ dist, version: packageVersion(dist), roots, model: name });
    return 0;
  },
});

interface ServerModule {
  readonly serveStdio: (options: StdioOptions) => Promise<void>;
}

/** The server is a bundle of its own, which no other command reads. */
function loadServer(dist: string): Promise<ServerModule> {
  return import(pathToFileURL(path.join(dist, 'mcp.js')).href) as Promise<ServerModule>;
}
