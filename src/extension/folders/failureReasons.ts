import * as vscode from 'vscode';
import type { FailureCount } from '../../shared/datasetProtocol';
import type { ErrorCode } from '../../shared/xceptionError';

/** Why pictures could not be classified, in a few words. */
export function reasonTitle(code: ErrorCode): string {
  switch (code) {
    case 'image-unreadable':
      return vscode.l10n.t('not readable as a picture');
    case 'image-unsupported':
      return vscode.l10n.t('a kind of picture that cannot be read');
    case 'image-too-large':
      return vscode.l10n.t('too large');
    case 'file-missing':
      return vscode.l10n.t('not there any more');
    case 'file-unreadable':
      return vscode.l10n.t('file cannot be read');
    case 'process-ended':
      return vscode.l10n.t('ended the inference process');
    default:
      return vscode.l10n.t('another reason');
  }
}

/** Failures by reason, for people: "3 not readable as a picture, 1 too large". */
export function reasonsText(reasons: readonly FailureCount[]): string {
  return reasons.map(({ code, count }) => `${count} ${reasonTitle(code)}`).join(', ');
}
