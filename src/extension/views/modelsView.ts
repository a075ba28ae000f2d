import * as vscode from 'vscode';
import { catalogue } from '../../model/weights/catalogue';
import { Disposable } from '../disposable';
import type { ModelChoice } from '../model/modelChoice';
import {
  isFileRef,
  isPresent,
  titleOfRef,
  untrainedNetwork,
  UNTRAINED_REFS,
  type ModelRef,
} from '../model/modelRef';

/** The tree "Models": the catalogue, files used before, and the networks without training. A click uses a model. */
export class ModelsView extends Disposable implements vscode.TreeDataProvider<ModelRef> {
  private readonly emitter = this.register(new vscode.EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.emitter.event;

  constructor(private readonly models: ModelChoice) {
    super();
    this.register(vscode.window.createTreeView('xception.models', { treeDataProvider: this }));
    const refresh = (): void => {
      this.emitter.fire(undefined);
    };
    this.register(models.onDidChange(refresh));
    this.register(vscode.workspace.onDidGrantWorkspaceTrust(refresh));
  }

  /** Nothing in Restricted Mode: the view's welcome says why. */
  getChildren(ref?: ModelRef): ModelRef[] {
    if (ref !== undefined || !vscode.workspace.isTrusted) return [];
    const { active, files } = this.models;
    const own = active === undefined || !isFileRef(active) ? files : [active, ...files];
    return [...new Set([...catalogue().map(({ id }) => id), ...own, ...UNTRAINED_REFS])];
  }

  getTreeItem(ref: ModelRef): vscode.TreeItem {
    const network = untrainedNetwork(ref);
    // The networks' titles are long: the short name tells them apart in a narrow side bar.
    const label = network === undefined ? titleOfRef(ref) : vscode.l10n.t('Untrained: {0}', network);
    const item = new vscode.TreeItem(label);
    const isActive = ref === this.models.active;
    const isFile = isFileRef(ref);
    item.id = ref;
    item.contextValue = isFile ? 'file' : 'known';
    item.iconPath = new vscode.ThemeIcon(isActive ? 'check' : isPresent(ref) ? 'blank' : 'cloud-download');
    item.description = this.describe(ref, isActive);
    item.tooltip = isFile ? ref : (catalogue().find(({ id }) => id === ref)?.about ?? titleOfRef(ref));
    item.command = {
      command: 'xception.useModel',
      title: vscode.l10n.t('Use This Model'),
      arguments: [ref],
    };
    return item;
  }

  private describe(ref: ModelRef, isActive: boolean): string {
    if (!isPresent(ref)) {
      return isFileRef(ref) ? vscode.l10n.t('file is gone') : vscode.l10n.t('not on this machine yet');
    }
    if (isActive) return vscode.l10n.t('in use');
    return untrainedNetwork(ref) !== undefined ? vscode.l10n.t('to study') : '';
  }
}
