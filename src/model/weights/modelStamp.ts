import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { ModelSource } from '../../shared/classification';

/** A SavedModel is a folder, whose own time stays when a file in it is written anew. */
const PARTS = ['saved_model.pb', path.join('variables', 'variables.index')];

/**
 * Tells one state of a model's file or folder from another, by sizes and times.
 *
 * @throws the system's error where the file is missing or cannot be asked
 */
export async function modelStamp(file: string): Promise<string> {
  const info = await stat(file, { bigint: true });
  const parts = info.isDirectory()
    ? await Promise.all(
        PARTS.map((part) => stat(path.join(file, part), { bigint: true }).catch(() => undefined)),
      )
    : [];
  return [info, ...parts].map((part) => (part ? `${part.size} ${part.mtimeNs}` : '-')).join('\n');
}

/** The state of a model's file, where it has one that can be asked. */
export async function sourceStamp(source: ModelSource): Promise<string | undefined> {
  return source.kind === 'file' ? modelStamp(source.path).catch(() => undefined) : undefined;
}
