/** Whether a message is a document's first call, which says that it was loaded. */
export function isReadyCall(message: unknown): boolean {
  if (typeof message !== 'object' || message === null) return false;
  const { rpc, method } = message as { rpc?: unknown; method?: unknown };
  return rpc === 'call' && method === 'ready';
}
