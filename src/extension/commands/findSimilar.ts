import path from 'node:path';
import * as vscode from 'vscode';
import { collect } from '../../model/dataset/collect';
import type { CollectProgress } from '../../model/dataset/collectMeter';
import type { SimilarPicture } from '../../shared/datasetProtocol';
import type { App } from '../app';
import { scanRequest } from '../folders/scanRequest';
import { localFolders } from '../localFolders';
import { requestForRef, type ModelRef } from '../model/modelRef';
import { readSettings } from '../settings';
import { askedPictures } from './classifyImage';

/** Pictures that are offered. */
const MOST = 50;

/**
 * "Find Similar Images": the pictures of the workspace that are most like one, by the features of the model's backbone. What is
 * known of a picture is kept, so that only the first search takes long.
 *
 * @returns the pictures, most alike first; undefined when the user turned back
 * @throws XceptionError `usage` in Restricted Mode and when no picture was selected; why the picture cannot be read
 */
export async function findSimilar(
  app: App,
  clicked?: unknown,
  selection?: unknown,
): Promise<readonly SimilarPicture[] | undefined> {
  const asked = await askedPictures(app, clicked, selection);
  const [file] = asked?.files ?? [];
  if (!asked || file === undefined) return undefined;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Find Similar Images'),
    cancellable: true,
  };
  const found = await vscode.window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    const listening = token.onCancellationRequested(() => {
      controller.abort();
    });
    try {
      return await search(app, file, asked.model, controller.signal, (message) => {
        progress.report({ message });
      });
    } finally {
      listening.dispose();
    }
  });
  // Shown beside whoever asked: a program wants the answer and not a person's choice.
  if (found?.length === 0) {
    const text = vscode.l10n.t('There is no other picture to compare {0} with.', path.basename(file));
    void vscode.window.showInformationMessage(text);
  } else if (found) void offer(file, found);
  return found;
}

async function search(
  { inference, store }: App,
  file: string,
  model: ModelRef,
  signal: AbortSignal,
  tell: (message: string) => void,
): Promise<readonly SimilarPicture[] | undefined> {
  const { preprocessing } = readSettings();
  const request = requestForRef(model);
  const scan = scanRequest(rootsFor(file));
  const run = await collect(
    {
      // The picture itself may be hidden, or lie elsewhere.
      scan: { ...scan, roots: [...scan.roots, file] },
      model: request,
      ...(Object.keys(preprocessing).length > 0 && { preprocessing }),
      wishes: { features: true },
    },
    {
      inference,
      dataset: store,
      signal,
      onProgress: (progress) => {
        tell(progressText(progress, request.title));
      },
    },
  );
  if (run.state === 'cancelled') return undefined;
  const query = { run: run.run, to: { path: file }, most: MOST + 1 };
  const similar = await store.call('similar', query, { signal });
  return similar.filter((picture) => picture.path !== file).slice(0, MOST);
}

/** Where to look: the workspace, or the folder of a picture that is not in it. */
function rootsFor(file: string): readonly string[] {
  const inside = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file)) !== undefined;
  return inside ? localFolders() : [path.dirname(file)];
}

function progressText({ step, found, done, failed, total }: CollectProgress, model: string): string {
  if (step === 'loading') return vscode.l10n.t('Loading {0} …', model);
  if (step === 'scanning') return vscode.l10n.t('Looking for pictures: {0} …', found);
  return vscode.l10n.t('Looking at {0} of {1} pictures …', done + failed, total);
}

/** A list to walk through: the picture under the cursor is shown, and the one that is chosen stays open. */
async function offer(file: string, found: readonly SimilarPicture[]): Promise<void> {
  const name = path.basename(file);
  const items = found.map((picture) => {
    const uri = vscode.Uri.file(picture.path);
    const folder = path.dirname(vscode.workspace.asRelativePath(uri));
    return {
      label: path.basename(picture.path),
      description: picture.similarity.toFixed(3),
      ...(folder !== '.' && { detail: folder }),
      iconPath: uri,
      uri,
    };
  });
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Pictures most like {0}', name),
    placeHolder: vscode.l10n.t('Similarity is 1 for the same picture'),
    matchOnDetail: true,
    onDidSelectItem: (item) => {
      if (typeof item !== 'string') void open((item as (typeof items)[number]).uri, true);
    },
  });
  if (chosen) await open(chosen.uri, false);
}

async function open(uri: vscode.Uri, preserveFocus: boolean): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', uri, { preview: preserveFocus, preserveFocus });
}
