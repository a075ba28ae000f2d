import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import * as vscode from 'vscode';
import { isFetched, type CatalogueEntry } from '../../model/weights/catalogue';
import { forkEnvironment } from '../../model/worker/forkEnvironment';
import { XceptionError } from '../../shared/xceptionError';
import type { Core } from '../app';
import { showError } from '../showError';
import { agreesToDownload, downloadModel } from './downloadModel';
import type { ModelRef } from './modelRef';

/** There where the extension runs from its repository; it provides whatever else is missing, TensorFlow above all. */
const SETUP_SCRIPT = path.join('scripts', 'setup.mjs');

/** A catalogue model, fetched first where that can be done from here; undefined when it is not to be had. */
export async function provideModel(entry: CatalogueEntry, core: Core): Promise<ModelRef | undefined> {
  if (isFetched(entry)) return entry.id;
  const script = core.context.asAbsolutePath(SETUP_SCRIPT);
  try {
    if (!(await agreesToDownload(entry))) return undefined;
    if (entry.download.kind === 'pip' && existsSync(script)) await fetchWithScript(entry, script, core);
    else await downloadModel(entry);
    if (!isFetched(entry)) throw notFetched(entry);
    return entry.id;
  } catch (thrown) {
    showError(thrown, core.log);
    return undefined;
  }
}

/** Runs the set-up script by the Node inside the editor, with its lines as progress; its last two say what failed and what to do. */
async function fetchWithScript(entry: CatalogueEntry, script: string, core: Core): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Fetching {0}', entry.title),
    cancellable: true,
  };
  await vscode.window.withProgress(options, (progress, token) => {
    const child = spawn(process.execPath, [script], {
      cwd: core.context.extensionPath,
      env: forkEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        core.log.info(`[set-up] ${line}`);
        const text = line.replace(/^\s*…?\s*/, '');
        // Lines with a bar are what another program said: they belong into the log.
        if (text === '' || text.startsWith('|')) return;
        said.push(text);
        progress.report({ message: text });
      });
    }
    token.onCancellationRequested(() => child.kill());
    return new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        if (token.isCancellationRequested) reject(new XceptionError('cancelled', 'Cancelled.'));
        else if (code === 0) resolve();
        else {
          reject(
            new XceptionError(
              'model-missing',
              vscode.l10n.t('{0} could not be fetched. {1}', entry.title, said.slice(-2).join(' ')),
            ),
          );
        }
      });
    });
  });
}

function notFetched(entry: CatalogueEntry): XceptionError {
  return new XceptionError(
    'model-missing',
    vscode.l10n.t('{0} is not on this machine. Try again, or put the file at {1}.', entry.title, entry.file),
  );
}
