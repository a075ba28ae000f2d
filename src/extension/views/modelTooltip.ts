import * as vscode from 'vscode';
import { originOf } from '../../model/download/fetchModel';
import { isFetched, isKerasCopy } from '../../model/weights/catalogue';
import type { ModelMemory } from '../model/modelMemory';
import { catalogueEntry, modelFile, titleOfRef, type ModelRef } from '../model/modelRef';

/** What there is to know of a model. Names of files and whatever else was not written here is shown as text, never as Markdown. */
export function modelTooltip(ref: ModelRef, memory: ModelMemory): vscode.MarkdownString {
  const entry = catalogueEntry(ref);
  const known = memory.of(ref);
  const file = modelFile(ref);
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown('**').appendText(titleOfRef(ref)).appendMarkdown('**\n\n');
  if (entry) tooltip.appendText(entry.about).appendMarkdown('\n\n');
  const { resize, fit } = known ?? entry?.preprocessing ?? {};
  const facts: readonly (readonly [string, string | undefined])[] = [
    [vscode.l10n.t('File'), file],
    [
      vscode.l10n.t('Source'),
      entry && isFetched(entry) && isKerasCopy(entry)
        ? vscode.l10n.t('fetched by Keras, used where it lies')
        : entry && originOf(entry),
    ],
    [vscode.l10n.t('MD5'), entry?.download.kind === 'web' ? entry.download.md5 : undefined],
    [vscode.l10n.t('License'), entry?.download.licence],
    [vscode.l10n.t('Input'), known && `${known.input.height}×${known.input.width}`],
    [vscode.l10n.t('Pictures'), resize && fit && `${resize}, ${fit}`],
  ];
  for (const [name, value] of facts) {
    if (value === undefined || value === '') continue;
    tooltip.appendMarkdown('- ').appendText(`${name}: ${value}`).appendMarkdown('\n');
  }
  return tooltip;
}
