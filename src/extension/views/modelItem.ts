import * as vscode from 'vscode';
import { isKerasCopy, untrainedNetwork, type CatalogueEntry } from '../../model/weights/catalogue';
import type { ModelMemory } from '../model/modelMemory';
import {
  catalogueEntry,
  isFileRef,
  isPresent,
  modelFile,
  titleOfRef,
  type ModelRef,
} from '../model/modelRef';
import { absence, fileSize, megabytes } from '../model/modelSize';

/** What a row of the tree "Models" needs to know beside its model. */
export interface ModelRow {
  readonly ref: ModelRef;
  readonly isActive: boolean;
  /** Whether it was used before and is in the list for that. */
  readonly isListed: boolean;
  readonly memory: ModelMemory;
}

/** What is on this machine of a row's model: looked for once, since each look goes to the disk. */
interface Looked extends ModelRow {
  readonly entry: CatalogueEntry | undefined;
  readonly present: boolean;
  readonly file: string | undefined;
}

/**
 * A model in the tree: what it is, whether it is in use, and by its context what can be done with it. Its tooltip
 * is made when somebody asks.
 */
export function modelItem(row: ModelRow): vscode.TreeItem {
  const { ref } = row;
  const looked = { ...row, entry: catalogueEntry(ref), present: isPresent(ref), file: modelFile(ref) };
  const network = untrainedNetwork(ref);
  // The networks' titles are long: the short name tells them apart in a narrow side bar.
  const label = network === undefined ? titleOfRef(ref) : vscode.l10n.t('Untrained: {0}', network);
  const item = new vscode.TreeItem(label);
  item.id = ref;
  item.contextValue = traits(looked).join(' ');
  item.iconPath = iconOf(looked);
  item.description = describe(looked);
  item.accessibilityInformation = { label: `${label}, ${item.description}` };
  item.command = { command: 'xception.useModel', title: vscode.l10n.t('Use This Model'), arguments: [ref] };
  return item;
}

/** The words that package.json's menus ask for. */
function traits({ ref, isListed, entry, present, file }: Looked): readonly string[] {
  return [
    'model',
    ...(present ? ['exportable'] : []),
    ...(present && file !== undefined ? ['file'] : []),
    ...(isListed && isFileRef(ref) ? ['listed'] : []),
    ...(entry && !present ? ['fetchable'] : []),
    ...(entry && present && !isKerasCopy(entry) ? ['fetched'] : []),
  ];
}

function iconOf({ isActive, present, entry }: Looked): vscode.ThemeIcon {
  if (isActive) return new vscode.ThemeIcon('check', new vscode.ThemeColor('charts.green'));
  if (present) return new vscode.ThemeIcon('blank');
  return new vscode.ThemeIcon(entry ? 'cloud-download' : 'warning');
}

function describe({ ref, isActive, memory, entry, present, file }: Looked): string {
  const known = memory.of(ref);
  const network = known?.network ?? entry?.network;
  const classes = known?.classes ?? entry?.classes;
  const parts = [
    isActive ? vscode.l10n.t('in use') : '',
    stateOf(ref, present, entry),
    network ?? '',
    classes === undefined ? '' : classesText(classes),
    present ? sizeText(file) : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function stateOf(ref: ModelRef, present: boolean, entry: CatalogueEntry | undefined): string {
  if (untrainedNetwork(ref) !== undefined) return vscode.l10n.t('to study');
  if (present) return '';
  return entry ? absence(entry) : vscode.l10n.t('file is gone');
}

/** Of a model without classes, what it is instead. */
export function classesText(classes: number): string {
  return classes === 0 ? vscode.l10n.t('no classes') : vscode.l10n.t('{0} classes', classes);
}

function sizeText(file: string | undefined): string {
  const bytes = file === undefined ? undefined : fileSize(file);
  return bytes === undefined ? '' : megabytes(bytes);
}
