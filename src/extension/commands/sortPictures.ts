import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ResultEntry } from '../../shared/panelProtocol';
import { answerOf } from '../../shared/resultMeasures';
import { XceptionError } from '../../shared/xceptionError';
import type { App } from '../app';
import { folderName, sortPlan, type SortedPicture, type SortPlan } from '../folders/sortPlan';
import { runFolder } from './classifyFolder';
import { missingFolders, offerUndo } from './sortUndo';

type Way = 'move' | 'copy';

/** Folders that the question names. */
const MOST_LISTED = 12;

/** A copy is made from memory, since only so VS Code can show it first. */
const MOST_COPIED_BYTES = 512 * 2 ** 20;

/**
 * "Sort Pictures into Folders by Label …": classifies what is not classified yet, and moves or copies the pictures of a folder
 * into folders beneath it, named after their labels. It says first what would be done, VS Code can show it picture by picture,
 * and it can be undone.
 *
 * @returns how many pictures were moved or copied; undefined when the user turned back
 * @throws XceptionError `usage` in Restricted Mode, without a folder on a disk
 */
export async function sortPictures(
  app: App,
  clicked?: unknown,
  selection?: unknown,
): Promise<number | undefined> {
  const answered = await runFolder(app, clicked, selection);
  const [root] = answered?.run?.request.scan.roots ?? [];
  if (!answered || root === undefined) return undefined;
  const target = (await stat(root)).isDirectory() ? root : path.dirname(root);
  const pictures = answered.entries.flatMap(pictureOf);
  if (pictures.length === 0) throw new XceptionError('usage', vscode.l10n.t('No picture was classified.'));
  const way = await askForWay();
  const threshold = way && (await askForThreshold());
  if (way === undefined || threshold === undefined) return undefined;
  const plan = sortPlan(pictures, { target, threshold, exists: existsSync });
  if (plan.moves.length === 0) {
    void vscode.window.showInformationMessage(planText(plan, way, 0));
    return 0;
  }
  const consent = await askForConsent(plan, way);
  if (!consent) return undefined;
  const made = missingFolders(plan.moves);
  const edit = await editOf(plan, way, consent === 'one by one');
  if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: true }))) return undefined;
  // In the preview single pictures may have been taken out.
  const done = plan.moves.filter(({ to }) => existsSync(to));
  void offerUndo(planText(plan, way, done.length), done, way, made);
  return done.length;
}

function pictureOf({ file, result }: ResultEntry): readonly SortedPicture[] {
  const best = answerOf(result)?.predictions[0];
  return best ? [{ file, label: best.label, probability: best.probability }] : [];
}

async function askForWay(): Promise<Way | undefined> {
  const items = [
    { label: vscode.l10n.t('Move'), detail: vscode.l10n.t('The pictures leave their place'), way: 'move' },
    { label: vscode.l10n.t('Copy'), detail: vscode.l10n.t('The pictures stay, too'), way: 'copy' },
  ] as const;
  const title = vscode.l10n.t('Sort Pictures into Folders by Label');
  return (await vscode.window.showQuickPick(items, { title }))?.way;
}

/** From 0 to 1. */
async function askForThreshold(): Promise<number | undefined> {
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Sort Pictures into Folders by Label'),
    prompt: vscode.l10n.t('From which probability on, in percent? The others stay where they are.'),
    value: '50',
    validateInput: (value) =>
      percentOf(value) === undefined ? vscode.l10n.t('Write a number from 0 to 100.') : undefined,
  });
  return typed === undefined ? undefined : percentOf(typed);
}

function percentOf(typed: string): number | undefined {
  const value = Number(typed.trim().replace(/%$/, '').replace(',', '.'));
  return typed.trim() !== '' && value >= 0 && value <= 100 ? value / 100 : undefined;
}

/** Tells where how many pictures would go. */
async function askForConsent(plan: SortPlan, way: Way): Promise<'all' | 'one by one' | undefined> {
  const counts = new Map<string, number>();
  for (const { label } of plan.moves) counts.set(label, (counts.get(label) ?? 0) + 1);
  const folders = [...counts].sort(([, a], [, b]) => b - a);
  const listed = folders.slice(0, MOST_LISTED).map(([label, count]) => `${folderName(label)}: ${count}`);
  const others = folders.length - listed.length;
  const detail = [
    ...listed,
    ...(others > 0 ? [vscode.l10n.t('and {0} more folders', others)] : []),
    '',
    remainderText(plan),
  ];
  const all = way === 'move' ? vscode.l10n.t('Move') : vscode.l10n.t('Copy');
  const single = vscode.l10n.t('Choose One by One …');
  const title =
    way === 'move'
      ? vscode.l10n.t('Move {0} pictures into folders?', plan.moves.length)
      : vscode.l10n.t('Copy {0} pictures into folders?', plan.moves.length);
  const options = { modal: true, detail: detail.join('\n').trim() };
  const chosen = await vscode.window.showInformationMessage(title, options, all, single);
  return chosen === all ? 'all' : chosen === single ? 'one by one' : undefined;
}

/** The plan as VS Code carries it out; with `preview`, after every picture was ticked. */
async function editOf({ moves }: SortPlan, way: Way, preview: boolean): Promise<vscode.WorkspaceEdit> {
  if (way === 'copy') await checkBytes(moves.map(({ from }) => from));
  const edit = new vscode.WorkspaceEdit();
  for (const { from, to, label } of moves) {
    const confirmation = { needsConfirmation: preview, label, description: path.basename(from) };
    const target = vscode.Uri.file(to);
    if (way === 'move') edit.renameFile(vscode.Uri.file(from), target, { overwrite: false }, confirmation);
    else edit.createFile(target, { overwrite: false, contents: await readFile(from) }, confirmation);
  }
  return edit;
}

/** @throws XceptionError `usage` for more than may be held in memory */
async function checkBytes(files: readonly string[]): Promise<void> {
  let bytes = 0;
  for (const file of files) bytes += (await stat(file)).size;
  if (bytes <= MOST_COPIED_BYTES) return;
  throw new XceptionError(
    'usage',
    vscode.l10n.t(
      'The pictures have {0} MB, and at most {1} MB can be copied at once. Move them, or sort a smaller folder.',
      Math.ceil(bytes / 2 ** 20),
      MOST_COPIED_BYTES / 2 ** 20,
    ),
  );
}

function planText(plan: SortPlan, way: Way, done: number): string {
  const text =
    way === 'move'
      ? vscode.l10n.t('Pictures moved: {0}.', done)
      : vscode.l10n.t('Pictures copied: {0}.', done);
  return `${text} ${remainderText(plan)}`.trim();
}

/** Which pictures stay, and why. */
function remainderText({ collisions, unsure, inPlace }: SortPlan): string {
  return [
    ...(collisions.length > 0
      ? [vscode.l10n.t('Left, since a file of their name is there already: {0}.', collisions.length)]
      : []),
    ...(unsure > 0 ? [vscode.l10n.t('Below the threshold: {0}.', unsure)] : []),
    ...(inPlace > 0 ? [vscode.l10n.t('In their folder already: {0}.', inPlace)] : []),
  ].join(' ');
}
