import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

/**
 * The folders whose files the server may read: those it was started with; else those that the client names, which may
 * change; else the folder it was started in, unless that is the whole disk.
 *
 * @returns absolute paths
 */
export async function readableRoots(
  { server }: McpServer,
  given: readonly string[],
): Promise<readonly string[]> {
  if (given.length > 0) return given.map((root) => path.resolve(root));
  if (server.getClientCapabilities()?.roots) {
    const { roots } = await server.listRoots();
    return roots.filter(({ uri }) => uri.startsWith('file:')).map(({ uri }) => fileURLToPath(uri));
  }
  const here = process.cwd();
  return here === path.parse(here).root ? [] : [here];
}
