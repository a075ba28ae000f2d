import type * as vscode from 'vscode';
import type { Classifier } from './classifier';
import type { Inference } from './inference';
import type { ModelChoice } from './model/modelChoice';
import type { FolderRuns } from './folders/folderRuns';
import type { Judging } from './folders/judging';
import type { PictureStore } from './folders/pictureStore';
import type { WorkspaceModels } from './model/workspaceModels';
import type { Panel } from './panel/panel';
import type { Session } from './session';
import type { Trainer } from './training/trainer';
import type { LayersView } from './views/layersView';

/** The parts that show nothing by themselves. */
export interface Core {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly session: Session;
  readonly models: ModelChoice;
  readonly inference: Inference;
  readonly classifier: Classifier;
  /** What is kept of the workspace's pictures. */
  readonly store: PictureStore;
  readonly folders: FolderRuns;
  readonly judging: Judging;
}

/** The parts of the running extension, as commands and views use them. */
export interface App extends Core {
  readonly panel: Panel;
  /** Model files in the workspace. */
  readonly found: WorkspaceModels;
  /** The tree "Layers". */
  readonly layers: LayersView;
  readonly trainer: Trainer;
}
