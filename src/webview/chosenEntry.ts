import { isFailure, type ImageClassification } from '../shared/classification';
import type { PanelState, ResultEntry } from '../shared/panelProtocol';

/** An entry whose picture was classified. */
export type ClassifiedEntry = ResultEntry & { readonly result: ImageClassification };

/** The entry that is looked at: the selected one, or the only one, which needs no list to choose it from. */
export function chosenEntry({ entries, selected }: PanelState): ResultEntry | undefined {
  return entries.length === 1 ? entries[0] : entries.find(({ id }) => id === selected);
}

export function isClassified(entry: ResultEntry): entry is ClassifiedEntry {
  return entry.result !== undefined && !isFailure(entry.result);
}
