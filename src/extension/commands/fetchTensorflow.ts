import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { XceptionError } from '../../shared/xceptionError';
import type { Core } from '../app';
import { runScript } from '../runScript';

/** There in a clone and in the slim package; a package that brings TensorFlow has nothing to fetch. */
const SCRIPT = 'scripts/native.mjs';

/**
 * Fetches native TensorFlow into the cache folder, for an extension that was installed without it. Being asked is the
 * user's consent: nothing else starts it.
 *
 * @throws XceptionError `usage` where the extension brings its own, `native-missing` with what the script said
 */
export async function fetchTensorflow(core: Core): Promise<void> {
  const script = core.context.asAbsolutePath(SCRIPT);
  if (!existsSync(script)) {
    throw new XceptionError(
      'usage',
      vscode.l10n.t('This package of Xception brings TensorFlow with it: there is nothing to fetch.'),
    );
  }
  const failure = await runScript(script, vscode.l10n.t('Fetching TensorFlow'), core);
  if (failure !== undefined) {
    throw new XceptionError('native-missing', vscode.l10n.t('TensorFlow could not be fetched. {0}', failure));
  }
  // A process that met the want of it would go on telling so.
  await core.inference.stop();
  void vscode.window.showInformationMessage(vscode.l10n.t('TensorFlow is ready.'));
}
