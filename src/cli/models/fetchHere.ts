import { fetchModel, originOf } from '../../model/download/fetchModel';
import { isFetched, type CatalogueEntry } from '../../model/weights/catalogue';
import type { CliContext } from '../cliContext';
import { megabytes } from '../megabytes';
import { proxyAgent } from '../proxyAgent';
import { withProgress } from '../withProgress';

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
  return withProgress({ stderr }, ({ bar, signal }) =>
    fetchModel(entry, {
      mirror,
      agentFor: proxyAgent,
      signal,
      onWait: () => {
        bar.say('Another process is fetching it …');
      },
      onProgress: ({ done, total, rate }) => {
        const share = `${megabytes(done)} of ${megabytes(total)} MB, ${Math.floor((100 * done) / total)} %`;
        bar.sayCount(done, total, `${share}, ${megabytes(rate)} MB/s`);
      },
    }),
  );
}
