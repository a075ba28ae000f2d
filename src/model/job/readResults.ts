import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import type { Prediction } from '../../shared/classification';
import type { ErrorData } from '../../shared/xceptionError';
import { XceptionError } from '../../shared/xceptionError';
import type { RayJob } from './rayJob';

/** A picture of a job, with its answer or why there is none. */
export type JobResult =
  | { readonly file: string; readonly predictions: readonly Prediction[] }
  | { readonly file: string; readonly error: ErrorData };

/** A row as the job's Python writes it; lists are absent where there is an error. */
interface Row {
  readonly path: string;
  readonly indices: readonly number[] | null;
  readonly labels: readonly string[] | null;
  readonly probabilities: readonly number[] | null;
  readonly error: string | null;
}

const COLUMNS = ['path', 'indices', 'labels', 'probabilities', 'error'] as const;

/** The Parquet files of a job, and what the job says of itself where it lies beside them. */
export interface JobResults {
  readonly files: readonly string[];
  readonly job?: RayJob;
}

/**
 * Finds the results at a path: a job's folder, a folder of Parquet files, or one of them.
 *
 * @throws XceptionError `file-missing` where there are none
 */
export async function findResults(given: string): Promise<JobResults> {
  const found = await stat(given).catch(() => undefined);
  if (!found) throw new XceptionError('file-missing', `"${given}" does not exist.`);
  if (!found.isDirectory()) return { files: [given] };
  const job = await readJob(path.join(given, 'job.json'));
  const folder = job ? path.join(given, 'results') : given;
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.parquet')).sort();
  if (files.length === 0) {
    throw new XceptionError(
      'file-missing',
      `"${folder}" holds no results (*.parquet) yet. Run the job first.`,
    );
  }
  return { files: files.map((name) => path.join(folder, name)), ...(job && { job }) };
}

async function readJob(file: string): Promise<RayJob | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as RayJob;
  } catch (cause) {
    throw new XceptionError('file-unreadable', `"${file}" is no JSON. Write the job anew.`, { cause });
  }
}

/**
 * The results, a file at a time, so that millions need the memory of one file.
 *
 * @throws XceptionError `file-unreadable` for what is no Parquet file of a job; `cancelled`
 */
export async function* readResults(
  { files }: JobResults,
  signal: AbortSignal,
): AsyncGenerator<readonly JobResult[]> {
  for (const file of files) {
    if (signal.aborted) throw new XceptionError('cancelled', 'Cancelled.');
    yield (await rowsOf(file)).map(resultOf);
  }
}

async function rowsOf(file: string): Promise<readonly Row[]> {
  try {
    const buffer = await asyncBufferFromFile(file);
    return (await parquetReadObjects({ file: buffer, columns: [...COLUMNS] })) as unknown as readonly Row[];
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new XceptionError(
      'file-unreadable',
      `"${file}" is no Parquet file of a job: ${reason}. A run that was killed may have left it; start the job anew.`,
      { cause },
    );
  }
}

function resultOf({ path: file, indices, labels, probabilities, error }: Row): JobResult {
  if (error !== null || !indices || !labels || !probabilities) {
    const message = `"${file}" was not classified: ${error ?? 'its row holds no answer'}.`;
    return { file, error: { code: 'image-unreadable', message } };
  }
  return {
    file,
    predictions: indices.map((index, i) => ({
      index,
      label: labels[i] ?? '',
      probability: probabilities[i] ?? 0,
    })),
  };
}
