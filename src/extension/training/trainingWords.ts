import * as vscode from 'vscode';
import type { TrainingRun } from '../../shared/training';

/** What a training is at, in the few words that a status bar has room for. */
export function trainingActivity({ stage, done, total }: TrainingRun): string {
  switch (stage) {
    case 'looking':
      return vscode.l10n.t('Xception: looking at pictures {0} of {1}', done, total);
    case 'features':
      return vscode.l10n.t('Xception: pictures through the backbone {0} of {1}', done, total);
    case 'folds':
      return vscode.l10n.t('Xception: cross-validation {0} of {1}', done, total);
    case 'epochs':
      return vscode.l10n.t('Xception: training, epoch {0} of {1}', done, total);
    case 'writing':
      return vscode.l10n.t('Xception: writing the trained model');
  }
}
