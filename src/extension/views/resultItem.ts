import * as vscode from 'vscode';
import { isFailure } from '../../shared/classification';
import type { ResultEntry } from '../../shared/panelProtocol';
import type { ErrorCode } from '../../shared/xceptionError';
import { reasonTitle } from '../folders/failureReasons';
import { grouped, percent } from '../localNumbers';
import { bestProbability, type ResultGroup } from './resultTree';

/** A label with its count. */
export function groupItem({ kind, label, entries }: ResultGroup): vscode.TreeItem {
  const title =
    kind === 'failed'
      ? vscode.l10n.t('Could not be classified: {0}', reasonTitle(label as ErrorCode))
      : kind === 'waiting'
        ? vscode.l10n.t('Waiting')
        : label;
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `${kind}/${label}`;
  item.description = grouped(entries.length);
  item.iconPath = new vscode.ThemeIcon(kind === 'failed' ? 'error' : kind === 'waiting' ? 'clock' : 'tag');
  item.contextValue = 'group';
  item.accessibilityInformation = { label: vscode.l10n.t('{0}, {1} pictures', title, entries.length) };
  return item;
}

/** A picture with its probability; a click shows its detail. */
export function pictureItem(entry: ResultEntry): vscode.TreeItem {
  const { result } = entry;
  const item = new vscode.TreeItem(entry.name);
  item.id = `entry/${entry.id}`;
  item.description = describe(entry);
  item.iconPath = new vscode.ThemeIcon(result && isFailure(result) ? 'error' : 'file-media');
  item.tooltip = new vscode.MarkdownString();
  item.tooltip.appendText(result && isFailure(result) ? result.error.message : entry.file);
  item.contextValue = 'result';
  item.command = {
    command: 'xception.showResult',
    title: vscode.l10n.t('Show Result'),
    arguments: [entry.id],
  };
  return item;
}

function describe(entry: ResultEntry): string {
  const { result, folder } = entry;
  if (!result || isFailure(result)) return folder;
  return [percent(bestProbability(entry)), folder].filter(Boolean).join(' · ');
}
