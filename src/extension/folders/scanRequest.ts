import path from 'node:path';
import * as vscode from 'vscode';
import type { ScanRequest } from '../../shared/datasetProtocol';
import { excludedGlobs } from '../settings';

/**
 * Where to look for pictures: folders and pictures, without what `files.exclude` hides.
 *
 * @param include - globs on the path within a folder
 */
export function scanRequest(roots: readonly string[], include: readonly string[] = []): ScanRequest {
  const [first] = roots;
  const base = first === undefined ? undefined : vscode.workspace.getWorkspaceFolder(vscode.Uri.file(first));
  const exclude = excludedGlobs(base?.uri);
  return {
    roots,
    ...(include.length > 0 && { include }),
    ...(exclude.length > 0 && { exclude }),
    ...(base && { base: base.uri.fsPath }),
  };
}

/** A run's folders for people, as the workspace sees them. */
export function rootsTitle({ roots }: Pick<ScanRequest, 'roots'>): string {
  const names = roots.map((root) => {
    const shown = vscode.workspace.asRelativePath(root);
    return path.isAbsolute(shown) ? path.basename(shown) : shown;
  });
  const [first = '', second] = names;
  if (second === undefined) return first;
  return vscode.l10n.t('{0} and {1} more', first, names.length - 1);
}
