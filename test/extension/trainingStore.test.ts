import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { Session } from '../../src/extension/session';
import { SessionStore } from '../../src/extension/sessionStore';
import { TrainingStore } from '../../src/extension/training/trainingStore';
import type { ImageFailure } from '../../src/shared/classification';
import { newRun } from '../../src/shared/trainingRun';
import { lookedAt } from '../webview/support/trainAnswers';

/** A workspace's state in memory, with what was written in turn. */
class Kept implements vscode.Memento {
  readonly written: string[] = [];
  private readonly values = new Map<string, unknown>();

  keys(): readonly string[] {
    return [...this.values.keys()];
  }

  get(key: string): undefined {
    return this.values.get(key) as undefined;
  }

  update(key: string, value: unknown): Promise<void> {
    this.written.push(key);
    this.values.set(key, JSON.parse(JSON.stringify(value)));
    return Promise.resolve();
  }
}

function interrupted(file: string): ImageFailure {
  return { file, error: { code: 'cancelled', message: 'interrupted' } };
}

describe('what is kept of a training', () => {
  it('is written when it begins and ends, not with each step of it', () => {
    const [kept, session] = [new Kept(), new Session()];
    const stores = [new SessionStore(session, kept, interrupted), new TrainingStore(session, kept, 'ended')];
    session.setTraining({ ...lookedAt, running: true, run: newRun() });
    for (let done = 1; done <= 100; done++) session.updateTraining({ run: { ...newRun(), done } });
    session.setTraining({ ...lookedAt, running: false });
    assert.deepEqual(kept.written, ['xception.training', 'xception.training']);
    for (const store of stores) store.dispose();
  });

  it('says after a restart that it was interrupted', () => {
    const [kept, session] = [new Kept(), new Session()];
    const store = new TrainingStore(session, kept, 'ended');
    session.setTraining({ ...lookedAt, running: true, run: newRun() });
    session.updateTraining({ run: { ...newRun(), done: 3 } });
    store.dispose();
    const next = new Session();
    new TrainingStore(next, kept, 'ended').dispose();
    assert.deepEqual(next.training, { ...lookedAt, running: false, run: null, problem: 'ended' });
  });
});
