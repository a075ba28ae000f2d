import * as vscode from 'vscode';
import { XceptionError } from '../shared/xceptionError';

/**
 * Structure needs no trust; running a model does: whoever wrote the workspace may have chosen the file.
 *
 * @throws XceptionError `usage` in Restricted Mode
 */
export function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new XceptionError(
    'usage',
    vscode.l10n.t(
      'This workspace is in Restricted Mode, where Xception runs no model and reads no picture. Trust the workspace to classify; the layers of the networks can be looked at without.',
    ),
  );
}
