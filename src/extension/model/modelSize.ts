import { statSync } from 'node:fs';
import * as vscode from 'vscode';
import type { CatalogueEntry } from '../../model/weights/catalogue';

/** Bytes as downloads are told: `91.9 MB`, of 10⁶ bytes; small files in kB. */
export function megabytes(bytes: number): string {
  if (bytes < 1e5) return `${Math.ceil(bytes / 1e3)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Bytes of a file; undefined for a folder (such as a SavedModel), or what is not there. */
export function fileSize(file: string): number | undefined {
  const info = statSync(file, { throwIfNoEntry: false });
  return info?.isFile() === true ? info.size : undefined;
}

/** What stands between a click and a model of the catalogue that is not here. */
export function absence({ download }: CatalogueEntry): string {
  return vscode.l10n.t('{0} to download', megabytes(download.bytes));
}
