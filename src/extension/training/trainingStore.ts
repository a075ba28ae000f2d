import type * as vscode from 'vscode';
import type { TrainingState } from '../../shared/training';
import type { FolderSurvey } from '../../shared/trainProtocol';
import { Disposable } from '../disposable';
import type { Session } from '../session';

const KEY = 'xception.training';
/** Raised when the stored form changes: what an older version left is then dropped instead of misread. */
const VERSION = 1;
/** VS Code warns of an extension that keeps more than 512 kB, and results are kept too. */
const MAX_CHARACTERS = 100_000;

interface Stored {
  readonly version: number;
  readonly training: TrainingState | null;
}

/** Keeps the last training in the workspace's state, so that a reload shows it again. */
export class TrainingStore extends Disposable {
  /** @param interrupted - what is said of a training that was going on when the window went */
  constructor(session: Session, memento: vscode.Memento, interrupted: string) {
    super();
    const stored = memento.get<Stored>(KEY);
    if (stored?.version === VERSION && stored.training) {
      const { running, problem } = stored.training;
      session.setTraining({
        ...stored.training,
        ...{ running: false, looking: null },
        ...(running && { run: null, problem: problem ?? interrupted }),
      });
    }
    this.register(
      session.onChange((change) => {
        // How far it is does not outlive the window: what goes on is interrupted.
        if (change.kind !== 'training' || change.progress) return;
        const training = boundedTraining(session.training);
        void memento.update(KEY, { version: VERSION, training } satisfies Stored);
      }),
    );
  }
}

/** A training with no more than can be kept: the lists of a large folder's pictures go first, the curves next. */
export function boundedTraining(training: TrainingState | null): TrainingState | null {
  if (!training || sizeOf(training) <= MAX_CHARACTERS) return training;
  const { survey, report } = training;
  const short = {
    ...training,
    survey: survey && withoutLists(survey),
    report: report && {
      ...report,
      survey: withoutLists(report.survey),
      figures: { ...report.figures, mistakes: report.figures.mistakes.slice(0, 24) },
    },
  };
  if (sizeOf(short) <= MAX_CHARACTERS) return short;
  const shorter = { ...short, run: null };
  return sizeOf(shorter) <= MAX_CHARACTERS ? shorter : { ...shorter, survey: null, report: null };
}

function withoutLists(survey: FolderSurvey): FolderSurvey {
  return { ...survey, unreadable: [], copies: [], leftOut: [], unlabelled: [] };
}

function sizeOf(training: TrainingState): number {
  return JSON.stringify(training).length;
}
