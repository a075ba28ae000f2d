import type { ModelRecord } from '../../shared/classification';

/** What a job's folder says of itself in `job.json`; its Python reads it, and so do its results' readers. */
export interface RayJob {
  /** Of this file's fields. */
  readonly version: 1;
  readonly engine: 'ray';
  /** Which version of this product wrote it. */
  readonly writtenBy: string;
  /** A folder's absolute path, or a URI. */
  readonly source: string;
  /** Endings of the files that are pictures, in lower case. */
  readonly extensions: readonly string[];
  /** Labels for each picture. */
  readonly top: number;
  readonly model: Pick<ModelRecord, 'id' | 'title' | 'network' | 'weights' | 'classes' | 'trained'> & {
    /** Of model.onnx. */
    readonly sha256: string;
  };
  readonly input: ModelRecord['input'];
  readonly labels: readonly string[];
  readonly preprocessing: ModelRecord['preprocessing'];
}
