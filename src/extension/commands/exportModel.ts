import path from 'node:path';
import * as vscode from 'vscode';
import { EXPORT_FORMAT_INFO } from '../../model/export/exportFormat';
import { exportInProcess } from '../../model/export/exporterClient';
import type { ExportRequest, ExportResult } from '../../model/export/exportRequest';
import type { App } from '../app';
import { withByteProgress } from '../byteProgress';
import { chooseFormat, chooseSource, chooseTarget } from '../export/chooseExport';
import { requestForRef, titleOfRef } from '../model/modelRef';
import { megabytes } from '../model/modelSize';
import { offerToReveal } from '../saveFile';
import { requireTrust } from '../trust';

/** "Export Model…": asks for model, format and name, writes in a process of its own, and tells where it lies. */
export async function exportModel(app: App, given: unknown): Promise<void> {
  requireTrust();
  const ref = typeof given === 'string' ? given : await chooseSource(app);
  const format = ref === undefined ? undefined : await chooseFormat(ref);
  const target = ref === undefined || format === undefined ? undefined : await chooseTarget(ref, format);
  if (ref === undefined || format === undefined || target === undefined) return;
  const model = requestForRef(ref);
  const result = await withExportProgress(app, titleOfRef(ref), { model, format, target, overwrite: true });
  for (const warning of result.warnings) app.log.warn(`${path.basename(target)}: ${warning}`);
  tell(result);
}

function withExportProgress(app: App, title: string, request: ExportRequest): Thenable<ExportResult> {
  return withByteProgress(vscode.l10n.t('Exporting {0}', title), ({ signal, move }) =>
    exportInProcess(request, {
      entry: app.context.asAbsolutePath('dist/exporter.js'),
      signal,
      onProgress: ({ doneBytes, totalBytes }) => {
        move(doneBytes, totalBytes, () =>
          vscode.l10n.t('{0} of {1}', megabytes(doneBytes), megabytes(totalBytes)),
        );
      },
    }),
  );
}

/** Returns at once, so that nothing waits for a notification to be read. */
function tell({ out, format, bytes, warnings }: ExportResult): void {
  const [note] = warnings;
  const done = vscode.l10n.t(
    'Exported {0} ({1}, {2}).',
    path.basename(out),
    EXPORT_FORMAT_INFO[format].title,
    megabytes(bytes),
  );
  const message = note === undefined ? done : `${done} ${note}`;
  void offerToReveal(vscode.Uri.file(out), message);
}
