import type { ImageResult } from '../../shared/classification';
import type { RunPicture, RunRecord } from '../../shared/datasetProtocol';
import type { ResultEntry } from '../../shared/panelProtocol';
import { placeOf } from '../placeOf';
import type { NewEntry, Session } from '../session';
import { trimmed } from './trimmed';
import type { PictureStore } from './pictureStore';

/** Pictures asked of the store at once. */
const PAGE = 1000;

/** The list's entries of one run's pictures: which picture is which entry. */
export class RunEntries {
  private readonly idOf = new Map<number, number>();

  /** @param topK - classes that an entry shows */
  constructor(
    private readonly session: Session,
    private readonly store: PictureStore,
    private readonly run: RunRecord,
    private readonly topK: number,
  ) {}

  /** The entries in the run's order; those that were cleared are missing. */
  get entries(): readonly ResultEntry[] {
    return [...this.idOf].sort(([a], [b]) => a - b).flatMap(([, id]) => this.session.entry(id) ?? []);
  }

  /**
   * Puts the run's pictures into the list, with what is known of them.
   *
   * @param waiting - whether pictures without a result are put there too
   */
  async show(waiting: boolean): Promise<void> {
    for await (const page of this.pages()) {
      const wanted = page.filter(({ place, result }) => (waiting || result) && !this.idOf.has(place));
      const added = this.session.add(wanted.map((picture) => this.entryOf(picture)));
      added.forEach(({ id }, index) => this.idOf.set(wanted[index]?.place ?? -1, id));
    }
  }

  /** Gives a picture its result. */
  setResult(place: number, result: ImageResult): void {
    const id = this.idOf.get(place);
    if (id !== undefined) this.session.setResult(id, trimmed(result, this.topK));
  }

  /** Gives their results to the pictures that wait and whose content was answered under another name. */
  async fill(): Promise<void> {
    if (!this.entries.some(({ result }) => result === undefined)) return;
    for await (const page of this.pages()) {
      for (const { place, result } of page) {
        const entry = this.session.entry(this.idOf.get(place) ?? -1);
        if (entry && !entry.result && result) this.setResult(place, result);
      }
    }
  }

  /** Takes the pictures that still wait out of the list. */
  dropWaiting(): void {
    this.session.remove(this.entries.filter(({ result }) => !result).map(({ id }) => id));
  }

  private async *pages(): AsyncGenerator<readonly RunPicture[]> {
    for (let from = 0; ; from += PAGE) {
      const { pictures, total } = await this.store.call('pictures', { run: this.run.run, from, count: PAGE });
      yield pictures;
      if (from + PAGE >= total) return;
    }
  }

  private entryOf({ path, result }: RunPicture): NewEntry {
    const { request, run } = this.run;
    const { preprocessing } = request;
    return {
      file: path,
      ...placeOf(path),
      model: request.model.id,
      run,
      ...(preprocessing && { preprocessing }),
      ...(result && { result: trimmed(result, this.topK) }),
    };
  }
}
