import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import {
  ListRootsRequestSchema,
  type CallToolResult,
  type ContentBlock,
} from '@modelcontextprotocol/sdk/types.js';
import { cliEntry } from '../cli/runCli';

export interface ServedOptions {
  readonly cwd: string;
  /** Folders that the client names as its own; without it, it says nothing of roots. */
  readonly roots?: () => readonly string[];
  /** What follows `xception mcp`. */
  readonly args?: readonly string[];
}

/** The built server with a client of the official SDK, over stdio. */
export class Served {
  private constructor(
    readonly client: Client,
    readonly transport: StdioClientTransport,
  ) {}

  static async start({ cwd, roots, args = [] }: ServedOptions): Promise<Served> {
    const client = new Client(
      { name: 'test', version: '1' },
      { capabilities: roots ? { roots: { listChanged: true } } : {} },
    );
    if (roots) {
      client.setRequestHandler(ListRootsRequestSchema, () => ({
        roots: roots().map((root) => ({ uri: pathToFileURL(root).href })),
      }));
    }
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [cliEntry, 'mcp', ...args],
      cwd,
      env: { ...(process.env as Record<string, string>), XCEPTION_MODEL: '' },
      stderr: 'inherit',
    });
    await client.connect(transport);
    return new Served(client, transport);
  }

  async call(
    name: string,
    input: Record<string, unknown> = {},
    options?: Parameters<Client['callTool']>[2],
  ): Promise<CallToolResult> {
    return (await this.client.callTool({ name, arguments: input }, undefined, options)) as CallToolResult;
  }

  close(): Promise<void> {
    return this.client.close();
  }
}

/** The words of an answer. */
export function textOf({ content }: CallToolResult): string {
  return content.map((block: ContentBlock) => (block.type === 'text' ? block.text : '')).join('\n');
}
