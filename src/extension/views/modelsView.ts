import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import type { ModelChoice } from '../model/modelChoice';
import type { ModelMemory } from '../model/modelMemory';
import { catalogueRefs, isFileRef, UNTRAINED_REFS, type ModelRef } from '../model/modelRef';
import type { WorkspaceModels } from '../model/workspaceModels';
import { modelItem } from './modelItem';
import { modelTooltip } from './modelTooltip';

/** The row above the files of the workspace. No model is called so. */
const IN_WORKSPACE = 'group:workspace';

export interface ModelsViewParts {
  readonly models: ModelChoice;
  readonly memory: ModelMemory;
  readonly found: WorkspaceModels;
}

/**
 * The tree "Models": the catalogue, files used before, files in the workspace, and the networks without training. A click
 * uses a model.
 */
export class ModelsView extends Disposable implements vscode.TreeDataProvider<ModelRef> {
  private readonly emitter = this.register(new vscode.EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.emitter.event;

  constructor(private readonly parts: ModelsViewParts) {
    super();
    this.register(vscode.window.createTreeView('xception.models', { treeDataProvider: this }));
    const refresh = (): void => {
      this.emitter.fire(undefined);
    };
    for (const { onDidChange } of [parts.models, parts.memory, parts.found]) {
      this.register(onDidChange(refresh));
    }
    this.register(vscode.workspace.onDidGrantWorkspaceTrust(refresh));
  }

  /** Nothing in Restricted Mode: the view's welcome says why. */
  async getChildren(ref?: ModelRef): Promise<ModelRef[]> {
    if (!vscode.workspace.isTrusted) return [];
    const listed = this.listed();
    const found = (await this.parts.found.list()).filter((file) => !listed.includes(file));
    if (ref === IN_WORKSPACE) return found;
    if (ref !== undefined) return [];
    return [...catalogueRefs(), ...listed, ...(found.length > 0 ? [IN_WORKSPACE] : []), ...UNTRAINED_REFS];
  }

  getTreeItem(ref: ModelRef): vscode.TreeItem {
    if (ref === IN_WORKSPACE) return groupItem();
    const { models, memory } = this.parts;
    return modelItem({
      ref,
      isActive: ref === models.active,
      isListed: models.files.includes(ref),
      memory,
    });
  }

  resolveTreeItem(item: vscode.TreeItem, ref: ModelRef): vscode.TreeItem {
    if (ref !== IN_WORKSPACE) item.tooltip = modelTooltip(ref, this.parts.memory);
    return item;
  }

  /** Files that were used before, and the one that the settings name. */
  private listed(): readonly ModelRef[] {
    const { active, files } = this.parts.models;
    return active === undefined || !isFileRef(active) ? files : [...new Set([active, ...files])];
  }
}

function groupItem(): vscode.TreeItem {
  const item = new vscode.TreeItem(
    vscode.l10n.t('In This Workspace'),
    vscode.TreeItemCollapsibleState.Expanded,
  );
  item.id = IN_WORKSPACE;
  item.iconPath = new vscode.ThemeIcon('folder');
  return item;
}
