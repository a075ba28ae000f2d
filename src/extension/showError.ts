import * as vscode from 'vscode';
import { XceptionError, type ErrorCode } from '../shared/xceptionError';

interface Remedy {
  readonly title: string;
  readonly command: string;
}

/**
 * Tells the user what went wrong, with the buttons that help; what the user cancelled is not told. It returns at once, so
 * that nothing waits for a notification to be read.
 */
export function showError(thrown: unknown, log: vscode.LogOutputChannel): void {
  const error = XceptionError.from(thrown);
  if (error.code === 'cancelled') return;
  log.error(error);
  const remedies = remediesFor(error.code);
  void vscode.window.showErrorMessage(error.message, ...remedies.map(({ title }) => title)).then((chosen) => {
    const remedy = remedies.find(({ title }) => title === chosen);
    if (remedy) void vscode.commands.executeCommand(remedy.command);
  });
}

function remediesFor(code: ErrorCode): readonly Remedy[] {
  const chooseModel = { title: vscode.l10n.t('Choose a Model'), command: 'xception.chooseModel' };
  const showLog = { title: vscode.l10n.t('Show Log'), command: 'xception.showLog' };
  if (!vscode.workspace.isTrusted) {
    return [{ title: vscode.l10n.t('Manage Workspace Trust'), command: 'workbench.trust.manage' }];
  }
  switch (code) {
    case 'model-missing':
    case 'model-unreadable':
    case 'model-unsupported':
    case 'model-mismatch':
      return [chooseModel];
    case 'native-missing':
      return [
        { title: vscode.l10n.t('Fetch TensorFlow'), command: 'xception.fetchTensorflow' },
        { title: vscode.l10n.t('Diagnose'), command: 'xception.doctor' },
      ];
    case 'process-ended':
    case 'timeout':
    case 'internal':
      return [showLog];
    default:
      return [];
  }
}
