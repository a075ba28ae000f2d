import { copyFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ModelRequest } from '../../shared/classification';
import { XceptionError } from '../../shared/xceptionError';
import { writeAtomically } from '../export/atomicTarget';
import { exportInProcess, type ExporterOptions } from '../export/exporterClient';
import { IMAGE_EXTENSIONS } from '../image/imageFiles';
import { hashModel } from '../weights/inspect/hashModel';
import type { RayJob } from './rayJob';

export interface RayJobRequest {
  readonly model: ModelRequest;
  /** A folder's path, or a URI: see {@link jobSource}. */
  readonly source: string;
  /** The folder to be; nothing may be there. */
  readonly target: string;
  /** Labels for each picture; no more than the model has classes. */
  readonly top: number;
  readonly writtenBy: string;
}

export interface RayJobOptions extends ExporterOptions {
  /** Folder of the job's files that are the same for all. */
  readonly templates: string;
}

/** A job's files that are the same for all. */
export const TEMPLATES = ['classify.py', 'prepare.py', 'requirements.txt', 'README.md'] as const;

/**
 * Writes a self-contained job for a Ray cluster: the model as ONNX, its labels and preprocessing, and the Python that runs
 * it. Under the target's name there is the whole folder, or nothing.
 *
 * @throws XceptionError `usage` when something is there; `model-unsupported` for a backbone, which has no classes; what the
 * export throws
 */
export async function writeRayJob(request: RayJobRequest, options: RayJobOptions): Promise<RayJob> {
  const { model, source, target, top, writtenBy } = request;
  if (await stat(target).catch(() => undefined)) {
    throw new XceptionError(
      'usage',
      `${target} exists already. A job's folder may hold results, so none is replaced: choose another name.`,
    );
  }
  return writeAtomically(target, { folder: true, overwrite: false }, async (folder) => {
    const onnx = path.join(folder, 'model.onnx');
    const { record } = await exportInProcess(
      { model, format: 'onnx', target: onnx, overwrite: false },
      options,
    );
    if (record.classes === 0) {
      throw new XceptionError(
        'model-unsupported',
        `${record.title} is a backbone without classes: there is nothing to answer with. Choose a model with a head.`,
      );
    }
    for (const name of TEMPLATES) await copyFile(path.join(options.templates, name), path.join(folder, name));
    const { id, title, network, weights, classes, trained, input, labels, preprocessing } = record;
    const { sha256 } = await hashModel([onnx]);
    const job: RayJob = {
      ...{ version: 1, engine: 'ray', writtenBy, source, extensions: IMAGE_EXTENSIONS },
      top: Math.min(top, classes),
      model: { id, title, network, weights, classes, trained, sha256 },
      ...{ input, labels, preprocessing },
    };
    await writeFile(path.join(folder, 'job.json'), `${JSON.stringify(job, undefined, 2)}\n`);
    return job;
  });
}

const SCHEMES = ['file', 's3', 'gs', 'gcs', 'abfs', 'abfss', 'hdfs', 'viewfs'];

/**
 * What the pictures of a job are named by: a URI of a file system that Arrow knows, or a folder here, as an absolute path.
 *
 * @throws XceptionError `usage` for another scheme, `file-missing` for a folder that is not there
 */
export async function jobSource(given: string): Promise<string> {
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(given)?.[1]?.toLowerCase();
  if (scheme !== undefined) {
    if (SCHEMES.includes(scheme)) return given;
    throw new XceptionError(
      'usage',
      `Pictures are read from ${SCHEMES.map((name) => `${name}://`).join(', ')} or a folder, not from "${given}".`,
    );
  }
  const folder = path.resolve(given);
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true) {
    throw new XceptionError(
      'file-missing',
      `"${given}" is no folder here. Name a folder of pictures, or a URI.`,
    );
  }
  return folder;
}
