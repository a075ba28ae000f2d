import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import { onSettingsChange, readSettings } from '../settings';
import { isFileRef, normalizeRef, type ModelRef } from './modelRef';

const CHOICE_KEY = 'xception.modelChoice';
const FILES_KEY = 'xception.modelFiles';
const MAX_FILES = 20;

/** What was picked in this workspace, and the setting at that moment: the one that was changed last counts. */
interface StoredChoice {
  readonly ref: ModelRef;
  readonly setting: string;
}

/** Which model is in use: the one picked in this workspace, else that of the settings. Also the files that were used before. */
export class ModelChoice extends Disposable {
  private readonly emitter = this.register(new vscode.EventEmitter<void>());
  /** The model in use or the list of files changed. */
  readonly onDidChange = this.emitter.event;

  constructor(
    private readonly workspaceState: vscode.Memento,
    private readonly globalState: vscode.Memento,
  ) {
    super();
    let { model } = readSettings();
    this.register(
      onSettingsChange((settings) => {
        if (settings.model === model) return;
        model = settings.model;
        this.emitter.fire();
      }),
    );
  }

  /** The model in use; undefined as long as none was ever chosen. */
  get active(): ModelRef | undefined {
    const setting = readSettings().model;
    const stored = this.workspaceState.get<StoredChoice>(CHOICE_KEY);
    if (stored?.setting === setting) return stored.ref;
    if (setting === '') return undefined;
    return normalizeRef(setting, vscode.workspace.workspaceFolders?.[0]?.uri.fsPath);
  }

  /** Model files that were used in any window, the latest first. */
  get files(): readonly ModelRef[] {
    return this.globalState.get<readonly ModelRef[]>(FILES_KEY) ?? [];
  }

  /** Uses a model in this workspace from now on. */
  async use(ref: ModelRef): Promise<void> {
    const choice: StoredChoice = { ref, setting: readSettings().model };
    await this.workspaceState.update(CHOICE_KEY, choice);
    if (isFileRef(ref)) {
      const files = [ref, ...this.files.filter((file) => file !== ref)].slice(0, MAX_FILES);
      await this.globalState.update(FILES_KEY, files);
    }
    this.emitter.fire();
  }

  /** Tells everybody that what is on this machine may have changed. */
  refresh(): void {
    this.emitter.fire();
  }

  /** Takes a file out of the list; the file itself stays. */
  async forgetFile(ref: ModelRef): Promise<void> {
    await this.globalState.update(
      FILES_KEY,
      this.files.filter((file) => file !== ref),
    );
    this.emitter.fire();
  }
}
