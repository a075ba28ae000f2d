import { EventEmitter } from 'node:events';
import type { ImageResult, ModelRecord, PreprocessingChoice } from '../shared/classification';
import type {
  ComparedModels,
  LayerTableRequest,
  PanelPage,
  PanelState,
  ResultEntry,
  RunState,
  TrainingProgress,
} from '../shared/panelProtocol';
import type { TrainingState } from '../shared/training';

/** What changed, as finely as the panel needs it. */
export type SessionChange =
  /** Entries were added or got their result, or the run, the problem or a selection changed. */
  | { readonly kind: 'progress'; readonly entries: readonly ResultEntry[] }
  /** Entries went, or the page changed: what is shown must be drawn anew. */
  | { readonly kind: 'everything' }
  | { readonly kind: 'table' }
  /** A training began, ended or was looked at; or it only got further. */
  | { readonly kind: 'training'; readonly progress: boolean };

/** A picture that is put into the list, mostly before anything is known of it. */
export type NewEntry = Omit<ResultEntry, 'id'>;

/** The part of a session that survives a reload. */
export interface SessionSnapshot {
  readonly entries: readonly ResultEntry[];
  readonly models: Readonly<Record<string, ModelRecord>>;
  readonly selected: number | null;
  readonly page: PanelPage;
  readonly table: LayerTableRequest;
  /** Not in what an earlier version left. */
  readonly layer?: string | null;
  readonly compared?: ComparedModels | null;
  /** Runs of folders whose results are shown: those are kept elsewhere. */
  readonly runs?: readonly number[];
}

/** More results than anybody looks through; the oldest go first. */
const MAX_ENTRIES = 20_000;

/** What Keras' `Xception()` makes when nothing is said. */
export const DEFAULT_TABLE: LayerTableRequest = {
  network: 'paper',
  height: 299,
  width: 299,
  classes: 1000,
  includeTop: true,
};

/** What the panel is told beside the entries. */
type Current = { -readonly [K in Exclude<keyof PanelState, 'entries'>]: PanelState[K] };

/**
 * The truth about results, models and what is shown; panel and views draw from it and keep no copy. It knows neither the
 * editor nor the inference process.
 */
export class Session {
  private readonly emitter = new EventEmitter<{ change: [SessionChange] }>();
  private readonly entriesById = new Map<number, ResultEntry>();
  private readonly current: Current = {
    models: {},
    selected: null,
    page: 'results',
    run: null,
    problem: null,
    table: DEFAULT_TABLE,
    layer: null,
    activeModel: null,
    compared: null,
    evaluated: null,
    only: null,
    training: null,
  };
  private nextId = 1;

  onChange(listener: (change: SessionChange) => void): { dispose(): void } {
    this.emitter.on('change', listener);
    return { dispose: () => this.emitter.off('change', listener) };
  }

  get entries(): readonly ResultEntry[] {
    return [...this.entriesById.values()];
  }

  get hasResults(): boolean {
    return this.entriesById.size > 0;
  }

  get run(): RunState | null {
    return this.current.run;
  }

  get table(): LayerTableRequest {
    return this.current.table;
  }

  /** Name of the selected layer of the {@link table}'s network. */
  get layer(): string | null {
    return this.current.layer;
  }

  get state(): PanelState {
    return { entries: this.entries, ...this.current };
  }

  /** The folder that is trained on; null as long as none was asked for. */
  get training(): TrainingState | null {
    return this.current.training;
  }

  entry(id: number): ResultEntry | undefined {
    return this.entriesById.get(id);
  }

  /** What is known of each model; another object whenever that changes. */
  get records(): Readonly<Record<string, ModelRecord>> {
    return this.current.models;
  }

  model(key: string): ModelRecord | undefined {
    return this.current.models[key];
  }

  /**
   * Adds pictures, most of which wait for their result. One that asks for the same as an older entry (file, model, preprocessing)
   * takes its place, so that a second click gives no second row.
   */
  add(news: readonly NewEntry[]): readonly ResultEntry[] {
    if (news.length > 0) this.showAll();
    const asked = new Set(news.map(sameness));
    const replaced = this.entries.filter((entry) => entry.result && asked.has(sameness(entry)));
    const added = news.map((entry) => ({ ...entry, id: this.nextId++ }));
    for (const { id } of replaced) this.forget(id);
    for (const entry of added) this.entriesById.set(entry.id, entry);
    const surplus = this.entries.slice(0, Math.max(0, this.entriesById.size - MAX_ENTRIES));
    for (const { id } of surplus) this.forget(id);
    const removed = replaced.length + surplus.length;
    this.emit(removed > 0 ? { kind: 'everything' } : { kind: 'progress', entries: added });
    return added;
  }

  /** Lets an entry wait for a new result, perhaps of another model. */
  restart(
    id: number,
    model: string,
    preprocessing: PreprocessingChoice | undefined,
  ): ResultEntry | undefined {
    const old = this.entriesById.get(id);
    if (!old) return undefined;
    const { file, name, folder } = old;
    return this.replace({ id, file, name, folder, model, ...(preprocessing && { preprocessing }) });
  }

  /** Puts an entry back as it was before {@link restart}. */
  putBack(entry: ResultEntry): void {
    if (this.entriesById.has(entry.id)) this.replace(entry);
  }

  /** Gives an entry its result; one that was cleared meanwhile stays gone. */
  setResult(id: number, result: ImageResult): void {
    const entry = this.entriesById.get(id);
    if (entry) this.replace({ ...entry, result });
  }

  /**
   * Follows files to where they were moved.
   *
   * @param movedTo - a file's new place; undefined of one that stayed
   */
  followFiles(movedTo: (file: string) => Pick<ResultEntry, 'file' | 'name' | 'folder'> | undefined): void {
    const moved = this.entries.flatMap((entry) => {
      const place = movedTo(entry.file);
      if (!place) return [];
      const { result } = entry;
      return { ...entry, ...place, ...(result && { result: { ...result, file: place.file } }) };
    });
    if (moved.length > 0) this.put(moved);
  }

  setModel(key: string, model: ModelRecord): void {
    this.current.models = { ...this.current.models, [key]: model };
    this.emit({ kind: 'progress', entries: [] });
  }

  remove(ids: readonly number[]): void {
    if (ids.length === 0) return;
    for (const id of ids) this.forget(id);
    this.emit({ kind: 'everything' });
  }

  /** Forgets all results but those that are being worked on. */
  clear(): void {
    this.current.problem = null;
    this.current.only = null;
    const finished = this.entries.filter(({ result }) => result !== undefined);
    for (const { id } of finished) this.forget(id);
    this.current.models = this.usedModels(this.entries);
    this.emit({ kind: 'everything' });
  }

  select(id: number | null): void {
    if (id === this.current.selected || (id !== null && !this.entriesById.has(id))) return;
    this.current.selected = id;
    this.emit({ kind: 'progress', entries: [] });
  }

  setPage(page: PanelPage): void {
    if (page === this.current.page) return;
    this.current.page = page;
    this.emit({ kind: 'everything' });
  }

  setRun(run: RunState | null): void {
    this.current.run = run;
    this.emit({ kind: 'progress', entries: [] });
  }

  setProblem(problem: string | null): void {
    if (problem === this.current.problem) return;
    this.current.problem = problem;
    this.emit({ kind: 'progress', entries: [] });
  }

  setTable(table: LayerTableRequest): void {
    if (sameTable(table, this.current.table)) return;
    // Sizes and heads do not rename layers; another network has other names.
    const keepsLayer = table.network === this.current.table.network;
    this.current.table = table;
    this.emit({ kind: 'table' });
    if (!keepsLayer) this.selectLayer(null);
  }

  /** Selects a layer of the {@link table}'s network, by its name. */
  selectLayer(name: string | null): void {
    if (name === this.current.layer) return;
    this.current.layer = name;
    this.emit({ kind: 'progress', entries: [] });
  }

  /** Which model is in use, as its ref; whoever chooses it keeps it. */
  setActiveModel(ref: string | null): void {
    if (ref === this.current.activeModel) return;
    this.current.activeModel = ref;
    this.emit({ kind: 'progress', entries: [] });
  }

  /** Which two models' weights are compared, as refs. */
  setCompared(compared: ComparedModels): void {
    if (compared.a === this.current.compared?.a && compared.b === this.current.compared.b) return;
    this.current.compared = compared;
    this.emit({ kind: 'everything' });
  }

  /** Looks at some entries; what is added later is looked at again with all others. */
  showOnly(title: string, wanted: (entry: ResultEntry) => boolean): void {
    this.current.only = { title, ids: this.entries.filter(wanted).map(({ id }) => id) };
    this.current.selected = null;
    this.emit({ kind: 'everything' });
  }

  showAll(): void {
    if (!this.current.only) return;
    this.current.only = null;
    this.emit({ kind: 'everything' });
  }

  /** Which run of folders is judged. */
  setEvaluated(run: number): void {
    if (run === this.current.evaluated) return;
    this.current.evaluated = run;
    this.emit({ kind: 'everything' });
  }

  setTraining(training: TrainingState | null): void {
    this.current.training = training;
    this.emit({ kind: 'training', progress: false });
  }

  /** Takes note of how far the training is, or the look at its pictures; nothing where there is none. */
  updateTraining(progress: Partial<TrainingProgress>): void {
    if (!this.current.training) return;
    this.current.training = { ...this.current.training, ...progress };
    this.emit({ kind: 'training', progress: true });
  }

  /** What to keep of the session over a reload: the latest results, at most `maxEntries`. */
  snapshot(maxEntries: number): SessionSnapshot {
    const all = this.entries;
    const own = all.filter(({ run }) => run === undefined);
    const entries = maxEntries === 0 ? [] : own.slice(-maxEntries);
    const runs = [...new Set(all.flatMap(({ run }) => run ?? []))];
    const { selected, page, table, layer, compared } = this.current;
    return { entries, models: this.usedModels(entries), selected, page, table, layer, compared, runs };
  }

  /**
   * Takes up what an earlier window left.
   *
   * @param interrupted - the result of entries that were never finished
   */
  restore(snapshot: SessionSnapshot, interrupted: (file: string) => ImageResult): void {
    for (const entry of snapshot.entries) {
      this.entriesById.set(entry.id, { ...entry, result: entry.result ?? interrupted(entry.file) });
      this.nextId = Math.max(this.nextId, entry.id + 1);
    }
    this.current.models = snapshot.models;
    this.current.page = snapshot.page;
    this.current.table = snapshot.table;
    this.current.layer = snapshot.layer ?? null;
    this.current.compared = snapshot.compared ?? null;
    const { selected } = snapshot;
    this.current.selected = selected !== null && this.entriesById.has(selected) ? selected : null;
    this.emit({ kind: 'everything' });
  }

  private usedModels(entries: readonly ResultEntry[]): Readonly<Record<string, ModelRecord>> {
    const used = new Set(entries.map(({ model }) => model));
    return Object.fromEntries(Object.entries(this.current.models).filter(([key]) => used.has(key)));
  }

  private replace(entry: ResultEntry): ResultEntry {
    this.put([entry]);
    return entry;
  }

  private put(entries: readonly ResultEntry[]): void {
    for (const entry of entries) this.entriesById.set(entry.id, entry);
    this.emit({ kind: 'progress', entries });
  }

  private forget(id: number): void {
    this.entriesById.delete(id);
    if (this.current.selected === id) this.current.selected = null;
  }

  private emit(change: SessionChange): void {
    this.emitter.emit('change', change);
  }
}

function sameness({ file, model, preprocessing }: NewEntry): string {
  return JSON.stringify([file, model, preprocessing?.resize ?? null, preprocessing?.fit ?? null]);
}

/** Whether two requests ask for the same table. */
export function sameTable(a: LayerTableRequest, b: LayerTableRequest): boolean {
  return (
    a.network === b.network &&
    a.height === b.height &&
    a.width === b.width &&
    a.classes === b.classes &&
    a.includeTop === b.includeTop
  );
}
