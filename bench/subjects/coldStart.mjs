import path from 'node:path';
import { inTurn, sample } from '../measure/statistics.mjs';
import { runWholeCommand } from '../measure/wholeCommand.mjs';
import { benchFile, interpreterFlags, OURS } from '../peers/peerTable.mjs';

/** An untrained network's labels: all print theirs like this. */
const LABEL = /class \d+/;

/**
 * This product's command line over a folder's photographs, loading and all.
 * @param {{ root: string, model: string, files: readonly string[] }} request
 */
export function classifyCommand({ root, model, files }) {
  const cli = path.join(root, 'dist', 'cli.js');
  const args = [cli, 'classify', ...files, '--model', model, '--json'];
  return runWholeCommand({ command: process.execPath, args }, { label: LABEL });
}

/**
 * From the start of a command to the first label: this product's command line, and the scripts that people write with its
 * peers. Files are in the system's cache, as on a second use.
 * @param {object} request
 * @param {string} request.root
 * @param {import('../measure/chooseSetting.mjs').Context['interpreters']} request.interpreters
 * @param {import('../setup/models.mjs').ModelFiles} request.models
 * @param {readonly import('../peers/peerTable.mjs').Peer[]} request.wanted
 * @param {import('../../scripts/setup/progress.mjs').Progress} request.progress
 * @param {number} request.rounds
 */
export async function measureCold({ root, interpreters, models, wanted, progress, rounds }) {
  const picture = path.join(root, 'media', 'samples', 'cat.jpg');
  const commands = wanted.flatMap((peer) => {
    const interpreter = interpreters.get(peer.runsOn);
    if (!interpreter || 'missing' in interpreter) return [];
    if (peer.id === OURS) {
      const args = [path.join(root, 'dist', 'cli.js'), 'classify', picture, '--model', models.keras];
      return [{ id: peer.id, name: peer.name, command: interpreter.program, args }];
    }
    if (!peer.cold) return [];
    const args = [
      ...interpreterFlags(peer.cold),
      benchFile(`cold/${peer.cold}`),
      models[peer.model],
      picture,
    ];
    return [{ id: peer.id, name: peer.name, command: interpreter.program, args }];
  });
  return progress.step('Cold starts', async () => {
    // Also brings the files into the system's cache.
    const memory = new Map();
    for (const command of commands) {
      memory.set(command, await runWholeCommand(command, { label: LABEL, watchMemory: true }));
    }
    /** @type {Map<object, number[]>} */
    const ends = new Map(commands.map((command) => [command, []]));
    const firsts = await inTurn(commands, rounds, async (command) => {
      const { firstLabelMs, endMs } = await runWholeCommand(command, { label: LABEL });
      ends.get(command)?.push(endMs);
      return [firstLabelMs];
    });
    return commands.map((command) => ({
      id: command.id,
      name: command.name,
      firstLabel: sample(firsts.get(command) ?? []),
      end: sample(ends.get(command) ?? []),
      biggestBytes: memory.get(command).biggestBytes,
      treeBytes: memory.get(command).treeBytes,
    }));
  });
}
