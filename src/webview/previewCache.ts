import { isFailure } from '../shared/classification';
import type { ResultEntry } from '../shared/panelProtocol';
import type { Preview } from '../shared/workerProtocol';

type LoadPreview = (id: number, maxSide: number, signal: AbortSignal) => Promise<Preview>;

/**
 * What an entry's pictures belong to: not the entry alone but the answer that it got, since the file may have changed or
 * another model seen it when it is classified again. A value and not the result's identity, as every message from the
 * host makes new objects.
 *
 * @returns undefined while the picture waits
 */
export function previewKey({ id, model, preprocessing, result }: ResultEntry): string | undefined {
  if (!result) return undefined;
  return JSON.stringify([id, model, preprocessing, isFailure(result) ? result.error : result.timings]);
}

/** Pictures of one size, a limited number of them: those that were looked at last. */
export class PreviewCache {
  private readonly kept = new Map<string, Promise<Preview>>();

  constructor(
    private readonly load: LoadPreview,
    private readonly maxSide: number,
    private readonly limit: number,
  ) {}

  /**
   * @param key - the entry's {@link previewKey}
   * @throws XceptionError what the host answers, or `cancelled`
   */
  get(id: number, key: string, signal: AbortSignal): Promise<Preview> {
    const known = this.kept.get(key);
    // Put at the end again: the first in the map is the one that was not looked at for longest.
    if (known) {
      this.kept.delete(key);
      this.kept.set(key, known);
      return known;
    }
    const preview = this.load(id, this.maxSide, signal);
    let settled = false;
    const forget = (): void => {
      if (!settled && this.kept.get(key) === preview) this.kept.delete(key);
    };
    this.kept.set(key, preview);
    // At once, so that whoever asks next does not get a promise that is about to fail.
    signal.addEventListener('abort', forget, { once: true });
    preview.then(() => {
      settled = true;
    }, forget);
    const oldest = this.kept.keys().next().value;
    if (this.kept.size > this.limit && oldest !== undefined) this.kept.delete(oldest);
    return preview;
  }
}
