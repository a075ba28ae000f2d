import type { ExportRequest, ExportResult } from './exportRequest';

/** What the exporting process answers. */
export type ExporterMethods = {
  /** Writes a model. */
  export: {
    params: ExportRequest;
    result: ExportResult;
    progress: { readonly doneBytes: number; readonly totalBytes: number };
  };
};
