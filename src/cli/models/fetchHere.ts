import { fetchModel, originOf } from '../../model/download/fetchModel';
import { isFetched, type CatalogueEntry } from '../../model/weights/catalogue';
import type { CliContext } from '../cliContext';
import { onInterrupt } from '../interrupt';
import { ProgressBar } from '../progressBar';
import { proxyAgent } from '../proxyAgent';
import { megabytes } from './listModels';

const REDRAW_MS = 100;

/**
 * Fetches a model, with a line that tells how far it is.
 *
 * @returns the path of its file
 * @throws XceptionError `usage` for a bad mirror; `download-failed`, `timeout`, `cancelled`
 */
export async function fetchHere(entry: CatalogueEntry, { env, stderr }: CliContext): Promise<string> {
  if (isFetched(entry)) return entry.file;
  const mirror = env['XCEPTION_MIRROR'];
  stderr.write(`${originOf(entry, mirror)}, ${megabytes(entry.download.bytes)} MB\n`);
  const bar = new ProgressBar(stderr);
  const interrupt = onInterrupt();
  let drawn = Number.NEGATIVE_INFINITY;
  try {
    return await fetchModel(entry, {
      mirror,
      agentFor: proxyAgent,
      signal: interrupt.signal,
      onWait: () => {
        bar.say('Another process is fetching it …');
      },
      onProgress: ({ done, total, rate }) => {
        const now = performance.now();
        if (now - drawn < REDRAW_MS && done < total) return;
        drawn = now;
        bar.say(
          `${megabytes(done)} of ${megabytes(total)} MB, ${Math.floor((100 * done) / total)} %, ${megabytes(rate)} MB/s`,
        );
      },
    });
  } finally {
    bar.clear();
    interrupt.dispose();
  }
}
