import { existsSync } from 'node:fs';
import path from 'node:path';
import { uninstallExtension } from '../editorHost/installVsix.mjs';
import { provideEditorHost } from '../editorHost/provide.mjs';
import { readStamp } from '../setup/native/stamp.mjs';
import { tfjsNode } from '../setup/native/tfjsNode.mjs';
import { SetupError } from '../setup/setupError.mjs';
import { processesUnder } from './processesUnder.mjs';
import { KERAS, ProofSession } from './proofSession.mjs';

const ID = 'xception-vscode.xception-vscode';

/**
 * @typedef {object} Proof
 * @property {string} root the repository
 * @property {string} cache with the sample network
 * @property {import('../setup/progress.mjs').Progress} progress
 * @property {string} file the package
 */

/**
 * Installs a package that brings TensorFlow into a VS Code and a home that have nothing, classifies photographs, updates,
 * classifies again, uninstalls, and looks for what is left.
 * @param {Proof & { newer: string }} request newer: the same package with a higher version
 * @throws {SetupError} at the first thing that is not as it must be
 */
export async function proveFull({ root, cache, progress, file, newer }) {
  const host = await provideEditorHost({ progress: () => {} });
  const session = await ProofSession.create({ repository: root, cache, host });
  try {
    const first = await progress.step('Installing into a clean VS Code, and classifying there', () =>
      session.classify({ vsix: file }),
    );
    tell('installed', first);
    await requireClean(session, 'after VS Code was closed');
    const updated = await progress.step('Updating', () => session.classify({ vsix: newer }));
    tell('updated', updated);
    demand(updated.version === '99.0.0', `after the update version ${updated.version} ran`);
    await requireClean(session, 'after the update');
    const before = await traces(session);
    demand(
      before.length > 0,
      'the extension kept nothing in the cache folder, so nothing shows that it is removed',
    );
    await progress.step('Uninstalling', () =>
      uninstallExtension(host, session.folders, ID, session.environment()),
    );
    await progress.step('Starting VS Code, which then deletes what was uninstalled', () => session.restart());
    const left = session.installed();
    demand(left.length === 0, `after it was uninstalled, ${left.join(', ')} is left among the extensions`);
    const litter = await traces(session);
    demand(litter.length === 0, `after it was uninstalled, the home has ${litter.join(', ')}`);
    await requireClean(session, 'after it was uninstalled');
    console.log(`  uninstalled: no process, no file of it is left; the cache had ${before.length} before`);
  } finally {
    await session.dispose();
  }
}

/**
 * Installs a slim package: without TensorFlow anywhere it says so; a folder may be named; or it is fetched on request.
 * @param {Proof} request
 * @throws {SetupError} at the first thing that is not as it must be
 */
export async function proveSlim({ root, cache, progress, file }) {
  const host = await provideEditorHost({ progress: () => {} });
  const tfjs = tfjsNode(root);
  demand(readStamp(tfjs) !== undefined, 'this clone has no native TensorFlow that was checked');
  const named = await ProofSession.create({ repository: root, cache, host });
  try {
    const report = await progress.step('Installing the slim one, with a folder that has TensorFlow', () =>
      named.classify({ vsix: file, env: { XCEPTION_NATIVE: tfjs.target } }),
    );
    tell('slim, folder named', report);
  } finally {
    await named.dispose();
  }
  const fetching = await ProofSession.create({ repository: root, cache, host });
  try {
    const report = await progress.step('Installing the slim one, and fetching TensorFlow on request', () =>
      fetching.classify({ vsix: file, fetches: true }),
    );
    const before = report.runs[0]?.answers ?? [];
    demand(
      before.length > 0 && before.every(({ code }) => code === 'native-missing'),
      `without TensorFlow it answered ${JSON.stringify(before)}`,
    );
    tell('slim, fetched', { ...report, runs: report.runs.slice(1) });
    demand(existsSync(path.join(fetching.cache, 'native')), 'TensorFlow is not in the cache folder');
  } finally {
    await fetching.dispose();
  }
}

/** @param {ProofSession} session */
async function traces(session) {
  return (await session.litter()).filter((name) => name.includes('xception'));
}

/** @param {string} how @param {import('./proofSession.mjs').Report} report */
function tell(how, { version, folder, runs, diagnosis }) {
  for (const { answers } of runs) {
    for (const [name, label, probability] of KERAS) {
      const answer = answers.find((found) => found.name === name);
      const right =
        answer?.label === label && Math.abs((answer.probability ?? Number.NaN) - probability) < 1e-3;
      demand(right, `${name} is ${JSON.stringify(answer)}, Keras says ${label} ${probability}`);
    }
    const failed = answers.filter(({ code }) => code !== undefined);
    demand(failed.length === 0, JSON.stringify(failed));
  }
  const seconds = runs.map((run) => run.seconds.toFixed(1)).join(' s, then ');
  const backend = diagnosis.find((line) => line.startsWith('Backend')) ?? 'no backend';
  console.log(
    `  ${how}: ${version} in ${path.basename(folder)}, ${runs[0]?.answers.length} photographs in ${seconds} s. ${backend}`,
  );
}

/** @param {ProofSession} session @param {string} when */
async function requireClean(session, when) {
  const left = await processesUnder(session.root);
  demand(left.length === 0, `${when} there runs still:\n${left.join('\n')}`);
}

/** @param {boolean} condition @param {string} otherwise */
function demand(condition, otherwise) {
  if (!condition) throw new SetupError(`Not proved: ${otherwise}.`, 'Mend it, and run it again.');
}
