import type { ModelRequest } from '../../shared/classification';
import { XceptionError } from '../../shared/xceptionError';
import { modelRecord } from './modelRecord';
import { untrainedModelOf } from './openUntrained';
import { readPack, type PackedModel, type PackReading } from './packFile';
import { packPath, touchPack } from './packStore';
import { openInReader, type ReaderOptions } from './readerProcess';
import type { OpenedModel } from './tensorFile';

/** What is called while a file is read elsewhere must not throw, and may be called again. */
export interface LoadOptions extends ReaderOptions, PackReading {}

/**
 * Loads a model the way the product does: from its pack, a plain read, or else through the reader process, which makes
 * the pack. Untrained weights come from their formula.
 *
 * @throws XceptionError `file-missing`, `file-unreadable`, `model-unreadable`, `model-unsupported`, `model-mismatch`,
 * `input-size`, `cancelled`
 */
export async function loadModel(request: ModelRequest, options: LoadOptions): Promise<OpenedModel> {
  const { facts, weights } = await loadPacked(request, options);
  return { record: await modelRecord(facts, request), head: facts.head, weights };
}

/** {@link loadModel}, with what the file itself says instead of what was made of it. */
export async function loadPacked(request: ModelRequest, options: LoadOptions): Promise<PackedModel> {
  const { source } = request;
  if (source.kind === 'untrained') return untrainedModelOf(request);
  const packed = await tryPack(await packPath(source.path), options);
  if (packed) return packed;
  const pack = openInReader(request, options);
  options.meanwhile?.();
  return readPack(await pack, { only: options.only });
}

/** A pack that is not there or not whole is made anew. */
async function tryPack(pack: string, { meanwhile, only }: PackReading): Promise<PackedModel | undefined> {
  try {
    const packed = await readPack(pack, { meanwhile, only });
    await touchPack(pack);
    return packed;
  } catch (thrown) {
    const absent = (thrown as NodeJS.ErrnoException).code === 'ENOENT';
    if (absent || thrown instanceof XceptionError) return undefined;
    throw thrown;
  }
}
