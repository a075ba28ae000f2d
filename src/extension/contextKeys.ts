import * as vscode from 'vscode';
import { Disposable } from './disposable';
import type { Session } from './session';

/** Keeps the keys that package.json's `when` clauses ask for. */
export class ContextKeys extends Disposable {
  private running = false;
  private hasResults = false;
  private pausing: 'running' | 'paused' | 'none' = 'none';

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
    const paused = this.session.run?.paused;
    const pausing = paused === undefined ? 'none' : paused ? 'paused' : 'running';
    if (pausing !== this.pausing)
      void vscode.commands.executeCommand('setContext', 'xception.pausing', pausing);
    this.pausing = pausing;
    if (running !== this.running)
      void vscode.commands.executeCommand('setContext', 'xception.running', running);
    if (hasResults !== this.hasResults) {
      void vscode.commands.executeCommand('setContext', 'xception.hasResults', hasResults);
    }
    this.running = running;
    this.hasResults = hasResults;
  }
}
