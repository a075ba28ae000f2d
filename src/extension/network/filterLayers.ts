import * as vscode from 'vscode';
import { layerFilter, NUMBER_FIELDS, WORD_FIELDS, type FilterProblem } from '../../shared/layerFilter';

/** Where the filter that is typed is shown as it is typed. */
export interface Filtered {
  readonly filter: string;
  setFilter(typed: string): void;
}

/** Asks for a filter in the language of the layer table. Escape brings back the one before. */
export function askFilter(view: Filtered): void {
  const before = view.filter;
  const input = vscode.window.createInputBox();
  input.title = vscode.l10n.t('Filter Layers');
  input.prompt = vscode.l10n.t(
    'Words, {0}, or {1} with >, >=, <, <= or =. Empty: all layers.',
    WORD_FIELDS.map((field) => `${field}:`).join(' '),
    NUMBER_FIELDS.join(' '),
  );
  input.placeholder = 'type:sepconv macs>100M';
  input.value = before;
  let accepted = false;
  input.onDidChangeValue((typed) => {
    input.validationMessage = problemText(typed);
    view.setFilter(typed);
  });
  input.onDidAccept(() => {
    accepted = true;
    input.hide();
  });
  input.onDidHide(() => {
    if (!accepted && view.filter !== before) view.setFilter(before);
    input.dispose();
  });
  input.show();
}

function problemText(typed: string): string | undefined {
  const { problem } = layerFilter(typed, 'NHWC');
  return problem ? textOf(problem) : undefined;
}

function textOf({ kind, term }: FilterProblem): string {
  switch (kind) {
    case 'unknown':
      return vscode.l10n.t('"{0}" asks for a field that layers do not have.', term);
    case 'number':
      return vscode.l10n.t('"{0}" needs a number, such as 20, 1.5k, 100M or 2%.', term);
    case 'value':
      return vscode.l10n.t('"{0}" needs a word after the colon.', term);
  }
}
