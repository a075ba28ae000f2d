import * as vscode from 'vscode';
import { Disposable } from './disposable';
import type { Session } from './session';

/** Keeps the keys that package.json's `when` clauses ask for. */
export class ContextKeys extends Disposable {
  private running = false;
  private hasResults = false;

  constructor(private readonly session: Session) {
    super();
    this.update();
    this.register(
      session.onChange(() => {
        this.update();
      }),
    );
  }

  private update(): void {
    const running = this.session.run !== null;
    const hasResults = this.session.hasResults;
    if (running !== this.running)
      void vscode.commands.executeCommand('setContext', 'xception.running', running);
    if (hasResults !== this.hasResults) {
      void vscode.commands.executeCommand('setContext', 'xception.hasResults', hasResults);
    }
    this.running = running;
    this.hasResults = hasResults;
  }
}
