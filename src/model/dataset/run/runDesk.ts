import type { OpenRun, RecordedPicture, RunCounts, RunWork, WorkItem } from '../../../shared/datasetProtocol';
import { isFailure } from '../../../shared/classification';
import { XceptionError, type ErrorData } from '../../../shared/xceptionError';
import { keepFeature, keepResult, knownResult, POOL } from '../store/resultTable';
import { countsOf, isWaiting, runById, settle, WAITING } from '../store/runTable';
import type { Sqlite } from '../store/sqlite';
import { Turnstile } from '../../worker/turnstile';
import { contentHash } from './contentHash';

interface Content {
  readonly hash?: Uint8Array;
  readonly error?: ErrorData;
}

/** Rows that are looked at together for something to do. */
const PAGE = 256;
/** A file that has changed so often while it was worked on is given up. */
const MOST_CHANGES = 3;

/**
 * Hands out the pictures of one run that the store knows too little of, and takes in what is said of them. A content is
 * handed out once, however many files have it. What was handed out and never came back waits for the next time the run is
 * opened.
 */
export class RunDesk {
  /** Pictures that were handed out, with the content that they had then. */
  private readonly leases = new Map<number, string>();
  private readonly changes = new Map<number, number>();
  /** Two who ask at once must not be given the same. */
  private readonly turnstile = new Turnstile();
  private readonly request: OpenRun;
  private readonly model: number;

  constructor(
    private readonly sqlite: Sqlite,
    private readonly run: number,
  ) {
    const { record, model } = runById(sqlite, run);
    this.request = record.request;
    this.model = model;
  }

  /** Up to `most` pictures to ask the inference process for. */
  next(most: number, signal: AbortSignal): Promise<RunWork> {
    return this.turnstile.pass(0, () => this.collect(most, signal));
  }

  private async collect(most: number, signal: AbortSignal): Promise<RunWork> {
    const pictures: WorkItem[] = [];
    let from = 0;
    while (pictures.length < most) {
      const page = this.waiting(from);
      for (const item of page) {
        signal.throwIfAborted();
        from = item.place + 1;
        if (pictures.length < most && (await this.isWanted(item))) pictures.push(item);
      }
      if (page.length < PAGE) break;
    }
    return { pictures, counts: countsOf(this.sqlite, this.run) };
  }

  /** Keeps results, all of them or none. A picture that changed since it was handed out waits again. */
  async record(results: readonly RecordedPicture[]): Promise<RunCounts> {
    const checked = await Promise.all(
      results.map(async (recorded) => ({ ...recorded, content: await this.contentOf(recorded) })),
    );
    const { sqlite, run, model } = this;
    sqlite.transaction(() => {
      for (const { place, result, probabilities, features, content } of checked) {
        if (content === 'changed') continue;
        const { hash } = content;
        if (hash) {
          keepResult(sqlite, { hash, model }, result, probabilities);
          if (features) keepFeature(sqlite, { hash, model }, POOL, features);
        }
        const error = isFailure(result) ? result.error : content.error;
        settle(sqlite, run, place, { hash, error });
      }
    });
    for (const { place } of results) this.leases.delete(place);
    return countsOf(sqlite, run);
  }

  private waiting(from: number): readonly WorkItem[] {
    const rows = this.sqlite.all(
      'SELECT place, path FROM run_picture WHERE run = ? AND status = ? AND place >= ? ORDER BY place LIMIT ?',
      ...[this.run, WAITING, from, PAGE],
    );
    return rows.map((row) => ({ place: Number(row['place']), path: String(row['path']) }));
  }

  /** Whether a picture has to be worked on; one that is known, or that nobody can read, is settled here. */
  private async isWanted({ place, path }: WorkItem): Promise<boolean> {
    const { sqlite, run, model } = this;
    if (this.leases.has(place) || !isWaiting(sqlite, run, place)) return false;
    const { wishes, record, retryFailures } = this.request;
    let hash: Uint8Array;
    try {
      hash = (await contentHash(sqlite, path)).hash;
    } catch (thrown) {
      if (!(thrown instanceof XceptionError)) throw thrown;
      settle(sqlite, run, place, { error: thrown.toData() });
      return false;
    }
    const known = knownResult(sqlite, { hash, model }, wishes, record.classes, path);
    if (known === 'complete' || (typeof known === 'object' && !retryFailures)) {
      settle(sqlite, run, place, { hash, error: known === 'complete' ? undefined : known.error });
      return false;
    }
    const digits = hex(hash);
    for (const leased of this.leases.values()) if (leased === digits) return false;
    this.leases.set(place, digits);
    return true;
  }

  /** The content that a result is of, or why it is of none that can be named. */
  private async contentOf({ place, result: { file } }: RecordedPicture): Promise<Content | 'changed'> {
    const lease = this.leases.get(place);
    try {
      const { hash } = await contentHash(this.sqlite, file);
      if (!lease || lease === hex(hash)) return { hash };
    } catch (thrown) {
      if (!(thrown instanceof XceptionError)) throw thrown;
      return { error: thrown.toData() };
    }
    const changes = (this.changes.get(place) ?? 0) + 1;
    this.changes.set(place, changes);
    if (changes < MOST_CHANGES) return 'changed';
    const error = new XceptionError(
      'file-unreadable',
      `"${file}" is written to again and again. Run the folder once more when that has ended.`,
    );
    return { error: error.toData() };
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
