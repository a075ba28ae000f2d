import type { ModelRecord, ModelRequest } from '../../shared/classification';
import type { NetworkId } from '../../shared/network';
import type { ExportFormatId } from './exportFormat';

export interface ExportRequest {
  readonly model: ModelRequest;
  readonly format: ExportFormatId;
  /** Path of the file or folder to be. */
  readonly target: string;
  readonly overwrite: boolean;
  /** The network that the model must be; any unless told. */
  readonly network?: NetworkId | undefined;
}

/** What was written. */
export interface ExportResult {
  readonly format: ExportFormatId;
  /** The file or folder. */
  readonly out: string;
  /** Names of the files, from the folder; one, the file's own, where it is none. */
  readonly files: readonly string[];
  readonly bytes: number;
  readonly model: Pick<
    ModelRecord,
    | 'id'
    | 'title'
    | 'network'
    | 'variant'
    | 'weights'
    | 'input'
    | 'classes'
    | 'labelsFrom'
    | 'params'
    | 'trained'
  >;
  /** What its user must know to read its answers, for callers that write it down. */
  readonly record: ModelRecord;
  readonly warnings: readonly string[];
}
