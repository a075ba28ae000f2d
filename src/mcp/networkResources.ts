import { ResourceTemplate, type McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { NETWORK_IDS, networks } from '../model/arch/buildNetwork';
import { summaryMarkdown } from '../model/arch/format/markdown';
import { summarize } from '../model/arch/summarize';
import { didYouMean } from '../shared/suggest';
import { XceptionError } from '../shared/xceptionError';

const MIME = 'text/markdown';

/** The layer tables of the three networks, for clients that let people attach such things to a question. */
export function addNetworkResources(server: McpServer): void {
  const list = NETWORK_IDS.map((id) => ({
    uri: uriOf(id),
    name: `${id}-layers`,
    title: `${networks[id].title}: layers`,
    description:
      'Every layer with its shapes, parameters, multiply-accumulates and receptive field, at 299×299.',
    mimeType: MIME,
  }));
  server.registerResource(
    'network-layers',
    new ResourceTemplate('xception://networks/{network}/layers', {
      list: () => ({ resources: list }),
      complete: { network: (begun) => NETWORK_IDS.filter((id) => id.startsWith(begun)) },
    }),
    { title: 'The layers of a network', mimeType: MIME },
    (uri, { network }) => {
      const id = NETWORK_IDS.find((known) => known === network);
      if (!id) {
        throw new XceptionError(
          'usage',
          `There is no network "${String(network)}": it is one of ${NETWORK_IDS.join(', ')}.${didYouMean(String(network), NETWORK_IDS)}`,
        );
      }
      return { contents: [{ uri: uri.href, mimeType: MIME, text: summaryMarkdown(summarize(id)) }] };
    },
  );
}

function uriOf(network: string): string {
  return `xception://networks/${network}/layers`;
}
