import type { EvaluationReport, LabelFigures, LabelMapping } from '../../shared/evaluation';
import { sortRows, type ColumnSort } from '../columnSort';

/** A label with its figures, and the classes it stands for; a label that only the model names stands for none. */
export interface LabelRow extends LabelFigures {
  readonly mapping: LabelMapping | undefined;
}

export type LabelColumn = 'label' | 'support' | 'predicted' | 'precision' | 'recall' | 'f1';

/** The labels as a table orders them; those without a class, which have no figures, are there too. */
export function labelRows(
  { mapping, evaluation }: Pick<EvaluationReport, 'mapping' | 'evaluation'>,
  sort: ColumnSort<LabelColumn> | null,
): readonly LabelRow[] {
  const mappingOf = new Map(mapping.map((one) => [one.label, one]));
  const judged = evaluation.labels.map((figures) => ({ ...figures, mapping: mappingOf.get(figures.label) }));
  const known = new Set(judged.map(({ label }) => label));
  const pictures = new Map(evaluation.leftOut.unmapped.map((one) => [one.label, one.pictures]));
  const others = mapping
    .filter(({ label }) => !known.has(label))
    .map((one): LabelRow => {
      const support = pictures.get(one.label) ?? 0;
      return { label: one.label, support, predicted: 0, precision: 0, recall: 0, f1: 0, mapping: one };
    });
  const rows = [...judged, ...others];
  return sort ? sortRows(rows, sort.direction, (row) => row[sort.column]) : rows;
}

/** Classes as a person writes them, by name or number, between semicolons; what the model has not is given back. */
export function parseClasses(
  typed: string,
  names: readonly string[],
): { readonly classes: readonly number[]; readonly unknown: readonly string[] } {
  const words = typed.split(';').map((word) => word.trim());
  const found = words.filter((word) => word !== '').map((word) => ({ word, index: classOf(word, names) }));
  return {
    classes: [...new Set(found.flatMap(({ index }) => (index < 0 ? [] : [index])))],
    unknown: found.filter(({ index }) => index < 0).map(({ word }) => word),
  };
}

function classOf(word: string, names: readonly string[]): number {
  const exact = names.indexOf(word);
  if (exact >= 0) return exact;
  if (/^\d+$/.test(word)) return Number(word) < names.length ? Number(word) : -1;
  return names.findIndex((name) => name.toLowerCase() === word.toLowerCase());
}
