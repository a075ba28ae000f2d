import http, { type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import https from 'node:https';
import { failed } from './downloadErrors';
import type { DownloadOptions } from './fileOrder';

const MOST_REDIRECTS = 5;

/**
 * Asks for a file, wherever redirects lead. Node's own modules are used since these are what VS Code sends through the
 * user's proxy and certificates.
 *
 * @returns the answer that is no redirect; its body is still to be read
 * @throws XceptionError `download-failed` for too many redirects, or one to where nothing is fetched from
 * @throws Error what the connection fails with
 */
export async function openResponse(
  address: string,
  headers: OutgoingHttpHeaders,
  options: Pick<DownloadOptions, 'agentFor'> & { readonly signal: AbortSignal },
): Promise<IncomingMessage> {
  let url = new URL(address);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await get(url, headers, options);
    const { statusCode = 0 } = response;
    if (![301, 302, 303, 307, 308].includes(statusCode)) return response;
    response.destroy();
    url = target(url, response.headers.location);
  }
  throw failed(`${address} redirects more than ${MOST_REDIRECTS} times: the server runs in circles.`);
}

function get(
  url: URL,
  headers: OutgoingHttpHeaders,
  { agentFor, signal }: Parameters<typeof openResponse>[2],
): Promise<IncomingMessage> {
  const agent = agentFor?.(url);
  return new Promise((resolve, reject) => {
    const client = url.protocol === 'https:' ? https : http;
    // Without an agent of its own each download has a connection of its own, which ends with it.
    client.get(url, { headers, signal, ...(agent && { agent }) }, resolve).once('error', reject);
  });
}

/** Where a redirect leads. What was asked for under encryption is not taken without. */
function target(from: URL, location: string | undefined): URL {
  const to =
    location !== undefined && URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (!to) throw failed(`${from.href} redirects to nowhere.`);
  const allowed = from.protocol === 'https:' ? ['https:'] : ['https:', 'http:'];
  if (allowed.includes(to.protocol)) return to;
  throw failed(`${from.href} redirects to ${to.href}, which is less secure. Nothing was fetched from there.`);
}
