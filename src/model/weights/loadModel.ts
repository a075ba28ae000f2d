import type { ModelRequest } from '../../shared/classification';
import { XceptionError } from '../../shared/xceptionError';
import { modelRecord } from './modelRecord';
import { untrainedModelOf } from './openUntrained';
import { readPack, type PackedModel } from './packFile';
import { packPath, touchPack } from './packStore';
import { openInReader, type ReaderOptions } from './readerProcess';
import type { OpenedModel } from './tensorFile';

export interface LoadOptions extends ReaderOptions {
  /** Called while a file is read elsewhere, to use this thread's time; it must not throw, and may be called again. */
  readonly meanwhile?: () => void;
}

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
  const packed = await tryPack(await packPath(source.path), options.meanwhile);
  if (packed) return packed;
  const pack = openInReader(request, options);
  options.meanwhile?.();
  return readPack(await pack);
}

/** A pack that is not there or not whole is made anew. */
async function tryPack(pack: string, meanwhile: LoadOptions['meanwhile']): Promise<PackedModel | undefined> {
  try {
    const packed = await readPack(pack, meanwhile);
    await touchPack(pack);
    return packed;
  } catch (thrown) {
    const absent = (thrown as NodeJS.ErrnoException).code === 'ENOENT';
    if (absent || thrown instanceof XceptionError) return undefined;
    throw thrown;
  }
}
