import path from 'node:path';
import * as vscode from 'vscode';
import { isImageFile } from '../../model/image/imageFiles';
import type { Core } from '../app';
import { Disposable } from '../disposable';
import { onSettingsChange, readSettings } from '../settings';
import { showError } from '../showError';
import { Arrivals } from './arrivals';

const SETTLE_MS = 700;
const MOST_WAITING = 1000;

/** Classifies pictures as they arrive in the folders of the setting `xception.watchFolders`. */
export class FolderWatch extends Disposable {
  private watchers: readonly vscode.Disposable[] = [];
  private watched: readonly string[] = [];

  constructor(private readonly core: Core) {
    super();
    this.follow();
    this.register(
      onSettingsChange(() => {
        this.follow();
      }),
    );
    this.register(
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        this.follow();
      }),
    );
  }

  override dispose(): void {
    super.dispose();
    for (const watcher of this.watchers) watcher.dispose();
  }

  private follow(): void {
    const folders = vscode.workspace.isTrusted ? watchedFolders() : [];
    if (JSON.stringify(folders) === JSON.stringify(this.watched)) return;
    this.watched = folders;
    void vscode.commands.executeCommand('setContext', 'xception.watchedFolders', folders);
    for (const watcher of this.watchers) watcher.dispose();
    this.watchers = folders.map((folder) => this.watch(folder));
  }

  private watch(folder: string): vscode.Disposable {
    const arrivals = new Arrivals({
      settleMs: SETTLE_MS,
      most: MOST_WAITING,
      onComplete: (files) => void this.classify(files),
      onTooMany: () => {
        void vscode.window.showWarningMessage(
          vscode.l10n.t(
            'More than {0} pictures arrive in {1} at once. Classify the folder when all are there.',
            MOST_WAITING,
            vscode.workspace.asRelativePath(folder),
          ),
        );
      },
    });
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '**/*'));
    const note = ({ fsPath }: vscode.Uri): void => {
      if (isImageFile(fsPath) && !path.basename(fsPath).startsWith('.')) arrivals.note(fsPath);
    };
    watcher.onDidCreate(note);
    watcher.onDidChange(note);
    watcher.onDidDelete(({ fsPath }) => {
      arrivals.forget(fsPath);
    });
    return vscode.Disposable.from(watcher, arrivals);
  }

  private async classify(files: readonly string[]): Promise<void> {
    const { classifier, models, log } = this.core;
    const model = models.active;
    try {
      if (model === undefined) log.warn('Pictures have arrived, and no model is chosen.');
      else await classifier.classify(files, model, { quietly: true });
    } catch (thrown) {
      showError(thrown, log);
    }
  }
}

/** The folders of the setting, absolute; relative ones are of the workspace's first folder. */
export function watchedFolders(): readonly string[] {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  return readSettings().watchFolders.flatMap((folder) => {
    if (path.isAbsolute(folder)) return path.normalize(folder);
    return root === undefined ? [] : path.resolve(root, folder);
  });
}
