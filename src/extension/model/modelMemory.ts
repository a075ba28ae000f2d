import * as vscode from 'vscode';
import type { ModelRecord } from '../../shared/classification';
import type { NetworkId } from '../../shared/network';
import { Disposable } from '../disposable';
import type { Session } from '../session';
import type { ModelRef } from './modelRef';

const KEY = 'xception.knownModels';
const MAX_KNOWN = 100;

/** What a model turned out to be when it was loaded. */
export interface KnownModel {
  readonly network: NetworkId;
  readonly classes: number;
  readonly input: { readonly height: number; readonly width: number };
  readonly resize: string;
  readonly fit: string;
}

/** Remembers what loaded models turned out to be, so that no file has to be read to describe it. */
export class ModelMemory extends Disposable {
  private readonly emitter = this.register(new vscode.EventEmitter<void>());
  readonly onDidChange = this.emitter.event;

  constructor(
    session: Session,
    private readonly memento: vscode.Memento,
  ) {
    super();
    let seen: Readonly<Record<ModelRef, ModelRecord>> | undefined;
    this.register(
      session.onChange(() => {
        // Every picture is a change, and few of them are news of a model.
        if (session.records === seen) return;
        seen = session.records;
        void this.remember(seen);
      }),
    );
  }

  /** What is known of a model; undefined for one that was never loaded. */
  of(ref: ModelRef): KnownModel | undefined {
    return this.all[ref];
  }

  private get all(): Readonly<Record<ModelRef, KnownModel>> {
    return this.memento.get<Readonly<Record<ModelRef, KnownModel>>>(KEY) ?? {};
  }

  private async remember(models: Readonly<Record<ModelRef, ModelRecord>>): Promise<void> {
    const before = this.all;
    const news = Object.entries(models)
      .map(([ref, record]) => [ref, known(record)] as const)
      .filter(([ref, model]) => JSON.stringify(before[ref]) !== JSON.stringify(model));
    if (news.length === 0) return;
    const all = Object.entries({ ...before, ...Object.fromEntries(news) });
    await this.memento.update(KEY, Object.fromEntries(all.slice(-MAX_KNOWN)));
    this.emitter.fire();
  }
}

function known({ network, classes, input, preprocessing: { resize, fit } }: ModelRecord): KnownModel {
  return { network, classes, input: { height: input.height, width: input.width }, resize, fit };
}
