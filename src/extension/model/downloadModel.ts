import * as vscode from 'vscode';
import { fetchModel, originOf } from '../../model/download/fetchModel';
import type { CatalogueEntry } from '../../model/weights/catalogue';
import { withByteProgress } from '../byteProgress';
import { megabytes } from './modelSize';

/** Set by an administrator whose machines have no way to the internet (docs/MODELS.md). */
const mirror = (): string | undefined => process.env['XCEPTION_MIRROR'];

/**
 * Downloads a model, with its progress. The connection goes through what VS Code is set to (`http.proxy` and so on), since
 * that is in Node's own modules.
 *
 * @throws XceptionError `download-failed`, `timeout`, `cancelled`
 */
export async function downloadModel(entry: CatalogueEntry): Promise<void> {
  await withByteProgress(vscode.l10n.t('Downloading {0}', entry.title), async ({ signal, say, move }) => {
    await fetchModel(entry, {
      mirror: mirror(),
      signal,
      onWait: () => {
        say(vscode.l10n.t('another window is downloading it'));
      },
      onProgress: ({ done, total, rate }) => {
        move(done, total, () =>
          vscode.l10n.t('{0} of {1}, {2}/s', megabytes(done), megabytes(total), megabytes(rate)),
        );
      },
    });
  });
}

/** Asks whether a model shall be downloaded: nothing is without. */
export async function agreesToDownload(entry: CatalogueEntry): Promise<boolean> {
  const { title, file } = entry;
  const { bytes, licence } = entry.download;
  const download = vscode.l10n.t('Download');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('Download "{0}"?', title),
    {
      modal: true,
      detail: vscode.l10n.t(
        '{0} from {1}\n\n{2} It is kept at {3}. An interrupted download goes on where it stopped.',
        megabytes(bytes),
        originOf(entry, mirror()),
        licence,
        file,
      ),
    },
    download,
  );
  return answer === download;
}
