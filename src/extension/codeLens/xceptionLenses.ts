import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import { onSettingsChange, readSettings } from '../settings';
import { xceptionCalls } from './pythonCalls';

/** More than anybody writes by hand; a file that was generated is not searched. */
const MAX_CHARACTERS = 1_000_000;

/** "Show Layers" above the places of a Python file that make an Xception, unless the setting says no. */
export class XceptionLenses extends Disposable implements vscode.CodeLensProvider {
  private readonly emitter = this.register(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.emitter.event;

  constructor() {
    super();
    this.register(vscode.languages.registerCodeLensProvider({ language: 'python' }, this));
    this.register(
      onSettingsChange(() => {
        this.emitter.fire();
      }),
    );
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (!readSettings().codeLens) return [];
    const text = document.getText();
    if (text.length > MAX_CHARACTERS) return [];
    return xceptionCalls(text).map(({ offset, ...network }) => {
      const start = document.positionAt(offset);
      return new vscode.CodeLens(new vscode.Range(start, start), {
        command: 'xception.showNetwork',
        title: vscode.l10n.t('Show Layers'),
        tooltip: vscode.l10n.t('The layers of this Xception: shapes, parameters and cost'),
        arguments: [network],
      });
    });
  }
}
