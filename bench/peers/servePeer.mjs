import { createInterface } from 'node:readline';

/**
 * Answers requests from standard input, one JSON object a line, each with a line: the protocol of all peers, whatever
 * they are written in (peer.py is its twin).
 * @param {Record<string, (params: any) => unknown>} methods by name; what one throws is the answer's `error`
 */
export async function servePeer(methods) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { method, params } = JSON.parse(line);
    const answer = await Promise.resolve()
      .then(() => methods[method]?.(params))
      .then(
        (result) => ({ result }),
        (/** @type {unknown} */ error) => ({ error: error instanceof Error ? error.message : String(error) }),
      );
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}
