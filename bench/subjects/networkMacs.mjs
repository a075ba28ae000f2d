import path from 'node:path';
import { run } from '../../scripts/setup/run.mjs';

/**
 * @param {string} root the repository
 * @returns {Promise<number>} multiply-accumulates of the network for one picture, as this product counts them
 */
export async function networkMacs(root) {
  const cli = path.join(root, 'dist', 'cli.js');
  const result = await run(process.execPath, [cli, 'summary', '--network', 'paper', '--json']);
  return JSON.parse(result.stdout).totals.macs;
}
