import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { CallToolResult, ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js';
import type { AgentAnswer, AgentTool } from '../agent/agentTool';
import { agentTools } from '../agent/agentTools';
import { ReadableFiles } from '../agent/readableFiles';
import type { InferenceCaller } from '../model/worker/inferenceClient';
import { XceptionError } from '../shared/xceptionError';
import { addNetworkResources } from './networkResources';
import { readableRoots } from './readableRoots';

export interface ServerOptions {
  readonly version: string;
  readonly inference: InferenceCaller;
  /** Path of the bundled entry of the reader process. */
  readonly readerEntry: string;
  /** Folders whose files may be read; none leaves it to the client, see {@link readableRoots}. */
  readonly roots: readonly string[];
  /** The model that is meant where none is named. */
  readonly model: string;
}

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

const INSTRUCTIONS =
  'Xception classifies photographs on this machine and explains its answers. summarize_network, describe_layer, trace_network and compare_networks need no model; classify_images and explain_image run one (list_models names them). Files are read only in the folders that the user has opened.';

/** The tools and resources for any MCP client; whoever calls it connects a transport. */
export function xceptionServer(options: ServerOptions): McpServer {
  const server = new McpServer(
    { name: 'xception', title: 'Xception', version: options.version },
    { instructions: INSTRUCTIONS },
  );
  for (const tool of agentTools) {
    server.registerTool(
      tool.name,
      {
        title: tool.title,
        description: tool.about,
        inputSchema: tool.input,
        annotations: { title: tool.title, readOnlyHint: true, openWorldHint: false },
      },
      (input: unknown, extra: Extra) => answer(server, tool, input, extra, options),
    );
  }
  addNetworkResources(server);
  return server;
}

async function answer(
  server: McpServer,
  tool: AgentTool,
  input: unknown,
  extra: Extra,
  { inference, readerEntry, roots, model }: ServerOptions,
): Promise<CallToolResult> {
  try {
    const given = await tool.run(input, {
      ...{ inference, readerEntry, signal: extra.signal },
      files: new ReadableFiles(await readableRoots(server, roots)),
      defaultModel: () => model,
      progress: progressOf(extra),
    });
    return resultOf(given);
  } catch (thrown) {
    // The language model reads it, and may do better with the next call.
    const { code, message } = XceptionError.from(thrown);
    return { isError: true, content: [{ type: 'text', text: `${message} (${code})` }] };
  }
}

function resultOf({ text, data, images = [] }: AgentAnswer): CallToolResult {
  return {
    content: [
      { type: 'text', text },
      ...images.map(({ bytes, mime }) => ({
        type: 'image' as const,
        data: Buffer.from(bytes).toString('base64'),
        mimeType: mime,
      })),
    ],
    structuredContent: data,
  };
}

/** Tells a client that asked for it how far a call is. */
function progressOf({ _meta, sendNotification }: Extra): (done: number, total: number) => void {
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return () => undefined;
  return (progress, total) => {
    // A client that has gone needs no progress.
    sendNotification({
      method: 'notifications/progress',
      params: { progressToken, progress, total },
    }).catch(() => undefined);
  };
}
