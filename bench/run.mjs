// `npm run bench [-- SUBJECT] [--quick] [--only ID,ID]`: measures this engine, by itself and among its peers.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../scripts/setup/build.mjs';
import { entry, root } from '../scripts/setup/entry.mjs';
import { Progress } from '../scripts/setup/progress.mjs';
import { SetupError } from '../scripts/setup/setupError.mjs';
import { setUp } from '../scripts/setup/setUp.mjs';
import { endPeers } from './measure/peerProcess.mjs';
import { PEERS } from './peers/peerTable.mjs';

/** Loaded once the set-up is done: they use packages, which a fresh clone does not have yet. */
const SUBJECTS = {
  peers: async () => (await import('./subjects/peers.mjs')).comparePeers,
  growth: async () => (await import('./subjects/growth.mjs')).measureGrowth,
  memory: async () => (await import('./subjects/memory.mjs')).measureMemory,
  structure: async () => (await import('./subjects/structure.mjs')).measureStructure,
  editor: async () => (await import('./subjects/editor.mjs')).measureEditor,
  panel: async () => (await import('./subjects/panel.mjs')).measurePanel,
  find: async () => (await import('./subjects/find.mjs')).measureFind,
  tried: async () => (await import('./subjects/tried.mjs')).measureTried,
};

await entry(async () => {
  const { subject, quick, only } = readArguments(process.argv.slice(2));
  const progress = new Progress();
  const { cache } = await setUp({ root, progress });
  if (subject === 'docs') {
    const { fillDocs } = await import('./report/fillDocs.mjs');
    console.log(await fillDocs(root));
    return;
  }
  await build(root, ['--bench']);
  const measure = await SUBJECTS[subject]();
  const report = await measure({ root, cache, progress, quick, ...(only && { only }) }).finally(endPeers);
  const { saveReport } = await import('./report/saveReport.mjs');
  const { reportText } = await import('./report/reportText.mjs');
  const saved = await saveReport({ root, report, whole: !quick && !only });
  console.log(`${reportText(report)}\n\n${path.relative(root, saved)} has all of it.`);
});

/**
 * @param {readonly string[]} args
 * @returns {{ subject: keyof typeof SUBJECTS | 'docs', quick: boolean, only?: ReadonlySet<string> }}
 * @throws {SetupError}
 */
function readArguments(args) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { quick: { type: 'boolean' }, only: { type: 'string' } },
    });
    const [subject = 'peers', ...more] = positionals;
    if (!(subject in SUBJECTS || subject === 'docs') || more.length > 0) {
      throw new Error(`"${positionals.join(' ')}" cannot be measured.`);
    }
    const only = values.only?.split(',');
    const unknown = only?.filter((id) => !PEERS.some((peer) => peer.id === id)) ?? [];
    if (unknown.length > 0) throw new Error(`"${unknown.join(', ')}" is no peer.`);
    return {
      subject: /** @type {keyof typeof SUBJECTS | 'docs'} */ (subject),
      quick: values.quick === true,
      ...(only && { only: new Set(only) }),
    };
  } catch (error) {
    throw new SetupError(
      /** @type {Error} */ (error).message,
      `npm run bench -- [${[...Object.keys(SUBJECTS), 'docs'].join('|')}] [--quick] [--only ${PEERS.map(({ id }) => id).join(',')}]`,
    );
  }
}
