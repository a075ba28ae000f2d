import * as vscode from 'vscode';
import { Disposable } from './disposable';
import type { Inference } from './inference';
import type { Session } from './session';
import { speedText } from './speedText';
import { trainingActivity } from './training/trainingWords';

/** Says in the status bar what the inference process or a training is at; gone while there is nothing to say. */
export class StatusBar extends Disposable {
  private item: vscode.StatusBarItem | undefined;

  constructor(
    private readonly session: Session,
    private readonly inference: Inference,
  ) {
    super();
    const draw = (): void => {
      this.draw();
    };
    this.register(session.onChange(draw));
    this.register(inference.onDidChangeState(draw));
  }

  private draw(): void {
    const text = this.text();
    if (text === undefined) {
      this.item?.hide();
      return;
    }
    this.item ??= this.newItem();
    this.item.text = `$(${this.session.run?.paused ? 'debug-pause' : 'loading~spin'}) ${text}`;
    this.item.show();
  }

  private text(): string | undefined {
    const { run, training } = this.session;
    if (run === null) {
      if (training?.running === true && training.run) return trainingActivity(training.run);
      return this.inference.state === 'starting'
        ? vscode.l10n.t('Xception: starting TensorFlow …')
        : undefined;
    }
    const { activity, done, total } = run;
    if (total <= 1) return vscode.l10n.t('Xception: {0}', activity);
    const counted = vscode.l10n.t('Xception: {0} {1} of {2}', activity, done, total);
    const speed = speedText(run);
    return speed === '' ? counted : `${counted} · ${speed}`;
  }

  private newItem(): vscode.StatusBarItem {
    const item = this.register(
      vscode.window.createStatusBarItem('xception.status', vscode.StatusBarAlignment.Left),
    );
    item.name = vscode.l10n.t('Xception: Progress');
    item.tooltip = vscode.l10n.t('Show the Xception panel');
    item.command = 'xception.showPanel';
    return item;
  }
}
