import { run } from '../setup/run.mjs';

/**
 * @param {string} folder
 * @returns {Promise<readonly string[]>} process number and command line of what runs from there
 * @throws {Error} where `ps` does not tell
 */
export async function processesUnder(folder) {
  const result = await run('ps', ['-axww', '-o', 'pid=,args=']);
  if (result.code !== 0) throw new Error(`ps: ${result.stderr}`);
  return result.stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.includes(folder) && !line.includes('ps -axww'));
}
