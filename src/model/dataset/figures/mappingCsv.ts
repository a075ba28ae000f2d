import { csvLine } from '../../../shared/csvLine';
import type { LabelMapping } from '../../../shared/evaluation';
import { XceptionError } from '../../../shared/xceptionError';
import { csvRecords } from '../csvRecords';
import { findClasses, type MappableClasses, type MappingEdits } from './mapLabels';

const HEADER = ['label', 'class', 'name'] as const;

/**
 * Reads which classes labels stand for: a line per pair with the label and a class, as its number, its name or its WordNet
 * number. A label on several lines stands for several classes; one without a class is taken out of the figures.
 *
 * @param file - said in errors
 * @throws XceptionError `usage` for a class that the model has not, and for one that two labels claim
 */
export function parseMappingCsv(text: string, classes: MappableClasses, file: string): MappingEdits {
  const edits = new Map<string, number[]>();
  const owners = new Map<number, string>();
  csvRecords(text).forEach(([label = '', wanted = ''], line) => {
    if (line === 0 && label.toLowerCase() === 'label' && wanted.toLowerCase() === 'class') return;
    const own = edits.get(label) ?? [];
    edits.set(label, own);
    for (const index of wanted === '' ? [] : classesOf(wanted, classes, file)) {
      const owner = owners.get(index) ?? label;
      if (owner !== label) throw claimedTwice(file, classes.labels[index] ?? String(index), owner, label);
      owners.set(index, label);
      if (!own.includes(index)) own.push(index);
    }
  });
  return edits;
}

/** A mapping as {@link parseMappingCsv} reads it, with the classes' names for people. Ends with a line break. */
export function mappingCsv(mapping: readonly LabelMapping[], { labels }: MappableClasses): string {
  const lines = mapping.flatMap(({ label, classes }) =>
    classes.length === 0 ? [[label, '', '']] : classes.map((index) => [label, index, labels[index] ?? '']),
  );
  return `${[HEADER, ...lines].map(csvLine).join('\n')}\n`;
}

function classesOf(wanted: string, classes: MappableClasses, file: string): readonly number[] {
  if (/^\d+$/.test(wanted) && Number(wanted) < classes.labels.length) return [Number(wanted)];
  const found = findClasses(wanted, classes);
  if (found.length > 0) return found;
  throw new XceptionError(
    'usage',
    `"${file}" names the class "${wanted}", which the model has not. Write one of its ${classes.labels.length} classes, ` +
      'as a name or as a number from 0.',
  );
}

function claimedTwice(file: string, name: string, first: string, second: string): XceptionError {
  return new XceptionError(
    'usage',
    `"${file}" gives the class "${name}" to "${first}" and to "${second}". A class can stand for one label only.`,
  );
}
