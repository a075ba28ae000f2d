import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import type { ModelRef } from './modelRef';
import { MODEL_EXTENSIONS } from './modelExtensions';

/** SavedModel and TensorFlow.js folders are chosen by hand. */
const PATTERN = `**/*.{${MODEL_EXTENSIONS.join(',')}}`;
const MAX_FOUND = 50;

/** Model files in the workspace's folders, as far as `files.exclude` lets them be seen. They are looked for, never read. */
export class WorkspaceModels extends Disposable {
  private readonly emitter = this.register(new vscode.EventEmitter<void>());
  /** Files came or went, or the list is to be read anew. */
  readonly onDidChange = this.emitter.event;
  private found: Promise<readonly ModelRef[]> | undefined;

  constructor() {
    super();
    const refresh = (): void => {
      this.refresh();
    };
    const watcher = this.register(vscode.workspace.createFileSystemWatcher(PATTERN, false, true, false));
    this.register(watcher.onDidCreate(refresh));
    this.register(watcher.onDidDelete(refresh));
    this.register(vscode.workspace.onDidChangeWorkspaceFolders(refresh));
    this.register(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('files.exclude')) refresh();
      }),
    );
  }

  /** The files that are there, sorted; looked for once, until something changes. */
  list(): Promise<readonly ModelRef[]> {
    return (this.found ??= find());
  }

  refresh(): void {
    this.found = undefined;
    this.emitter.fire();
  }
}

async function find(): Promise<readonly ModelRef[]> {
  const found = await vscode.workspace.findFiles(PATTERN, undefined, MAX_FOUND);
  return found
    .filter(({ scheme }) => scheme === 'file')
    .map(({ fsPath }) => fsPath)
    .sort();
}
