import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { EXPORT_FORMAT_INFO, EXPORT_FORMATS, type ExportFormatId } from '../../model/export/exportFormat';
import type { Core } from '../app';
import { catalogueRefs, isPresent, titleOfRef, UNTRAINED_REFS, type ModelRef } from '../model/modelRef';

/** Asks which of the models on this machine is to be exported; the one in use comes first. */
export async function chooseSource({ models }: Core): Promise<ModelRef | undefined> {
  const { active, files } = models;
  const refs = [...(active === undefined ? [] : [active]), ...catalogueRefs(), ...files];
  const present = [...new Set([...refs.filter(isPresent), ...UNTRAINED_REFS])];
  const items = present.map((ref) => ({
    label: titleOfRef(ref),
    description: ref === active ? vscode.l10n.t('in use') : '',
    ref,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Export Model'),
    placeHolder: vscode.l10n.t('The model to export'),
  });
  return chosen?.ref;
}

/** Asks what is to be written. */
export async function chooseFormat(model: ModelRef): Promise<ExportFormatId | undefined> {
  const items = EXPORT_FORMATS.map((id) => ({
    label: EXPORT_FORMAT_INFO[id].title,
    description: EXPORT_FORMAT_INFO[id].extension || vscode.l10n.t('folder'),
    detail: aboutFormat(id),
    id,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Export "{0}"', titleOfRef(model)),
    placeHolder: vscode.l10n.t('The tool that is to open it'),
    matchOnDetail: true,
  });
  return chosen?.id;
}

function aboutFormat(id: ExportFormatId): string {
  switch (id) {
    case 'keras':
      return vscode.l10n.t('The whole model, for keras.models.load_model of Keras 3');
    case 'h5':
      return vscode.l10n.t('The whole model, for Keras 3, and its weights for load_weights');
    case 'safetensors':
      return vscode.l10n.t(
        'The weights alone, under the names of timm or PyTorch where these have the model',
      );
    case 'tfjs':
      return vscode.l10n.t('For tf.loadLayersModel of TensorFlow.js, in web pages and Node.js');
    case 'savedmodel':
      return vscode.l10n.t('For TensorFlow, TensorFlow Serving and tf.saved_model.load');
    case 'onnx':
      return vscode.l10n.t('For ONNX Runtime and other tools, opset 17');
  }
}

/** Asks for the name of the file, or folder, to be. What has it already is replaced only if the user says so. */
export async function chooseTarget(model: ModelRef, format: ExportFormatId): Promise<string | undefined> {
  const { title, extension, folder } = EXPORT_FORMAT_INFO[format];
  const base = path.parse(model.replaceAll(':', '-')).name;
  const where = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? homedir();
  const chosen = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export "{0}"', titleOfRef(model)),
    saveLabel: vscode.l10n.t('Export'),
    defaultUri: vscode.Uri.file(path.join(where, folder ? `${base}-${format}` : `${base}${extension}`)),
    ...(!folder && { filters: { [title]: [extension.slice(1)] } }),
  });
  if (!chosen) return undefined;
  // The dialog has asked about files, but it enters folders.
  const target = chosen.fsPath;
  if (!folder || !existsSync(target) || !statSync(target).isDirectory()) return target;
  const replace = vscode.l10n.t('Replace');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Replace the folder "{0}" and all that is in it?', path.basename(target)),
    { modal: true, detail: target },
    replace,
  );
  return answer === replace ? target : undefined;
}
