import * as vscode from 'vscode';
import type { ModelRef } from './modelRef';

/** Where Keras itself gets the file (keras/src/applications/xception.py, `WEIGHTS_PATH`). */
const WEIGHTS_URL =
  'https://storage.googleapis.com/tensorflow/keras-applications/xception/xception_weights_tf_dim_ordering_tf_kernels.h5';

/** Tells where the ImageNet weights are to be had, and lets the user choose the file. Nothing is downloaded from here. */
export async function chooseImagenetFile(
  chooseFile: () => Promise<ModelRef | undefined>,
): Promise<ModelRef | undefined> {
  const choose = vscode.l10n.t('Choose the File');
  const download = vscode.l10n.t('Download in Browser');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('The ImageNet weights are a file that Keras publishes.'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Download {0} (92 MB), or take it from the folder .keras/models in your home folder if Keras has fetched it before. Then choose it here.',
        WEIGHTS_URL,
      ),
    },
    choose,
    download,
  );
  if (answer === undefined) return undefined;
  if (answer === download) await vscode.env.openExternal(vscode.Uri.parse(WEIGHTS_URL));
  return chooseFile();
}
