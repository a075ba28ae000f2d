import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import * as vscode from 'vscode';
import { forkEnvironment } from '../model/worker/forkEnvironment';
import { XceptionError } from '../shared/xceptionError';
import type { Core } from './app';

/**
 * Runs a set-up script by the Node inside the editor, with its lines as progress.
 *
 * @returns undefined when it succeeded, else its last two lines, which say what failed and what to do
 * @throws XceptionError `cancelled`
 */
export async function runScript(script: string, title: string, core: Core): Promise<string | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
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
    return new Promise<string | undefined>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        if (token.isCancellationRequested) reject(new XceptionError('cancelled', 'Cancelled.'));
        else resolve(code === 0 ? undefined : said.slice(-2).join(' '));
      });
    });
  });
}
