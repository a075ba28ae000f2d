import type { Agent } from 'node:http';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';

/**
 * The way to an address by the environment's proxy variables (`HTTPS_PROXY`, `NO_PROXY` and so on), which Node itself
 * heeds from version 24 on only. In the editor nothing of the kind is needed: VS Code does it.
 */
export function proxyAgent(url: URL): Agent | undefined {
  const proxy = getProxyForUrl(url.href);
  return proxy === '' ? undefined : new HttpsProxyAgent(proxy);
}
