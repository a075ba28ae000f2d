import { withOneTaskProcess } from '../worker/oneTaskProcess';
import type { ExporterMethods } from './exporterProtocol';
import type { ExportRequest, ExportResult } from './exportRequest';

export interface ExporterOptions {
  /** Path of the bundled entry of the exporting process. */
  readonly entry: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: ExporterMethods['export']['progress']) => void;
}

/**
 * Writes a model in a process of its own.
 *
 * @throws XceptionError what the export throws; `process-ended` when the process dies; `cancelled`, once what was written is
 * removed
 */
export function exportInProcess(
  request: ExportRequest,
  { entry, signal, onProgress }: ExporterOptions,
): Promise<ExportResult> {
  return withOneTaskProcess<ExporterMethods, ExportResult>({ entry, task: 'The export' }, (exporter) =>
    exporter.call('export', request, { signal, onProgress }),
  );
}
