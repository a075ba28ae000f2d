import type { ModelRequest } from '../../shared/classification';
import { XceptionError } from '../../shared/xceptionError';
import { modelRecord } from './modelRecord';
import { openUntrained } from './openUntrained';
import { readPack, type PackedModel } from './packFile';
import { packPath, touchPack } from './packStore';
import { openInReader, type ReaderOptions } from './readerProcess';
import type { OpenedModel } from './tensorFile';

/**
 * Loads a model the way the product does: from its pack, a plain read, or else through the reader process, which makes
 * the pack. Untrained weights come from their formula.
 *
 * @throws XceptionError `file-missing`, `file-unreadable`, `model-unreadable`, `model-unsupported`, `model-mismatch`,
 * `input-size`, `cancelled`
 */
export async function loadModel(request: ModelRequest, options: ReaderOptions): Promise<OpenedModel> {
  const { source } = request;
  if (source.kind === 'untrained') return openUntrained(request);
  const { facts, weights } =
    (await tryPack(await packPath(source.path))) ?? (await readPack(await openInReader(request, options)));
  return { record: await modelRecord(facts, request), head: facts.head, weights };
}

/** A pack that is not there or not whole is made anew. */
async function tryPack(pack: string): Promise<PackedModel | undefined> {
  try {
    const packed = await readPack(pack);
    await touchPack(pack);
    return packed;
  } catch (thrown) {
    const absent = (thrown as NodeJS.ErrnoException).code === 'ENOENT';
    if (absent || thrown instanceof XceptionError) return undefined;
    throw thrown;
  }
}
