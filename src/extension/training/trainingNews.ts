import path from 'node:path';
import * as vscode from 'vscode';
import type { TrainReport } from '../../shared/trainProtocol';
import { Disposable } from '../disposable';
import { percent } from '../localNumbers';
import type { Session } from '../session';

export interface TrainingNewsParts {
  readonly session: Session;
  /** Whether the page that shows the training is in sight: whoever sees it need not be told. */
  readonly inSight: () => boolean;
  readonly use: (report: TrainReport) => Promise<void>;
  readonly show: () => void;
}

/** Tells of the end of a training to whoever has turned to something else meanwhile. */
export class TrainingNews extends Disposable {
  constructor(private readonly parts: TrainingNewsParts) {
    super();
    const { session, inSight } = parts;
    let running = session.training?.running ?? false;
    this.register(
      session.onChange(({ kind }) => {
        if (kind !== 'training') return;
        const ended = running && session.training?.running === false;
        running = session.training?.running ?? false;
        if (!ended || inSight()) return;
        const { report, problem } = session.training;
        if (report) void this.tellOf(report);
        else if (problem !== null) void this.tellWhy(problem);
      }),
    );
  }

  private async tellOf(report: TrainReport): Promise<void> {
    const use = vscode.l10n.t('Use This Model');
    const show = vscode.l10n.t('Show');
    const told = vscode.l10n.t(
      '{0} is trained: {1} of {2} pictures that it had not seen are right.',
      path.basename(report.out),
      percent(report.accuracy.value),
      report.split.test,
    );
    const chosen = await vscode.window.showInformationMessage(told, use, show);
    if (chosen === use) await this.parts.use(report);
    if (chosen === show) this.parts.show();
  }

  private async tellWhy(problem: string): Promise<void> {
    const show = vscode.l10n.t('Show');
    if ((await vscode.window.showErrorMessage(problem, show)) === show) this.parts.show();
  }
}
