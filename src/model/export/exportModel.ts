import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ModelRecord, ModelRequest } from '../../shared/classification';
import type { NetworkId } from '../../shared/network';
import { XceptionError } from '../../shared/xceptionError';
import { loadPacked } from '../weights/loadModel';
import { modelRecord } from '../weights/modelRecord';
import type { ReaderOptions } from '../weights/readerProcess';
import { writeAtomically, checkTarget } from './atomicTarget';
import { EXPORT_FORMAT_INFO } from './exportFormat';
import { MODEL_WRITERS } from './exportFormats';
import type { ExportRequest, ExportResult } from './exportRequest';

export interface ExportOptions extends ReaderOptions {
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
}

/**
 * Writes a model in another tool's format. Under the target's name there is the whole result, or what was there before.
 *
 * @throws XceptionError `usage` when the target is in the way; `model-mismatch`; `model-unsupported` when the format cannot
 * hold the model; `file-unreadable` when the disk does not take it; `cancelled`; and what opening the model throws
 */
export async function exportModel(request: ExportRequest, options: ExportOptions): Promise<ExportResult> {
  const { format, overwrite } = request;
  const target = path.resolve(request.target);
  const { folder } = EXPORT_FORMAT_INFO[format];
  // Asked before the model is read, which takes longer.
  await checkTarget(target, { folder, overwrite });
  const { facts, weights } = await loadPacked(request.model, options);
  const record = await modelRecord(facts, request.model);
  requireNetwork(request.network, record);
  requireInput(request.model.input, record);
  const totalBytes = 4 * record.params;
  const checkpoint = async (doneBytes: number): Promise<void> => {
    options.onProgress?.(doneBytes, totalBytes);
    // Lets what asks for an end be heard between two tensors.
    await new Promise(setImmediate);
    if (options.signal?.aborted) throw new XceptionError('cancelled', 'Cancelled.');
  };
  const notes = await writeAtomically(target, { folder, overwrite }, (temporary) =>
    MODEL_WRITERS[format]({ record, facts, weights }, temporary, { checkpoint }),
  );
  const { id, title, network, variant, weights: name, input, classes, labelsFrom, params, trained } = record;
  return {
    format,
    out: target,
    ...(await measure(target)),
    model: {
      ...{ id, title, network, ...(variant && { variant }), weights: name, input, classes },
      ...{ labelsFrom, params, trained },
    },
    record,
    warnings: [...record.warnings, ...notes],
  };
}

function requireNetwork(asked: NetworkId | undefined, { network, weights }: ModelRecord): void {
  if (asked === undefined || asked === network) return;
  throw new XceptionError(
    'model-mismatch',
    `"${weights}" holds the network "${network}", not "${asked}". Leave --network out, or name another file.`,
  );
}

function requireInput(asked: ModelRequest['input'], { input, weights }: ModelRecord): void {
  if (!asked || (asked.height === input.height && asked.width === input.width)) return;
  throw new XceptionError(
    'input-size',
    `"${weights}" takes pictures of ${input.height}×${input.width} and no others. Leave --input out.`,
  );
}

async function measure(target: string): Promise<Pick<ExportResult, 'files' | 'bytes'>> {
  const info = await stat(target);
  if (!info.isDirectory()) return { files: [path.basename(target)], bytes: info.size };
  const found = await readdir(target, { recursive: true, withFileTypes: true });
  const files = found
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(target, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
  const sizes = await Promise.all(files.map(async (file) => (await stat(path.join(target, file))).size));
  return { files, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
