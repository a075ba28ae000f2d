import type { LabelMapping, MappedBy } from '../../../shared/evaluation';

/** The model's classes, as a mapping looks for them. */
export interface MappableClasses {
  /** Names by class index. */
  readonly labels: readonly string[];
  /** WordNet numbers by class index, where the classes are ImageNet's. */
  readonly synsets?: readonly string[];
}

/** Classes that a person gave to labels; a label with no class is taken out of the figures. */
export type MappingEdits = ReadonlyMap<string, readonly number[]>;

/**
 * Finds the model's classes for the labels of pictures: what a person gave, the same name, a WordNet number, the same name
 * but for case, accents, spaces, `_` and `-`, and at last the plural of a class (`ants`). Several classes of one name are
 * one label. No class stands for two labels: it goes to the label that found it in the surest way, then to the first.
 *
 * @param labels - names from folders or a list; each is mapped once
 * @returns a mapping for each label, in their order
 */
export function mapLabels(
  labels: Iterable<string>,
  classes: MappableClasses,
  edits: MappingEdits = new Map(),
): readonly LabelMapping[] {
  const names = [...new Set(labels)];
  const found = new Map<string, LabelMapping>();
  const taken = new Set<number>();
  for (const [by, find] of finders(classes, edits)) {
    for (const label of names) {
      if (found.has(label)) continue;
      const own = find(label);
      if (own === undefined) continue;
      const free = [...new Set(own)].filter((index) => !taken.has(index)).sort((a, b) => a - b);
      // What a person took out stays out; what was only looked up and is taken may still be found in another way.
      if (free.length === 0 && by !== 'edited') continue;
      for (const index of free) taken.add(index);
      found.set(label, { label, classes: free, by });
    }
  }
  return names.map((label) => found.get(label) ?? { label, classes: [], by: 'none' });
}

/** The classes that a name stands for by itself: none where the model has no such class. */
export function findClasses(name: string, classes: MappableClasses): readonly number[] {
  for (const [, find] of finders(classes, new Map())) {
    const own = find(name);
    if (own) return [...new Set(own)];
  }
  return [];
}

type Find = (label: string) => readonly number[] | undefined;

function finders(
  { labels, synsets }: MappableClasses,
  edits: MappingEdits,
): readonly (readonly [MappedBy, Find])[] {
  const exact = byName(labels, (name) => name);
  const wordnet = byName(synsets ?? [], (id) => id);
  const similar = byName(labels, foldName);
  return [
    ['edited', (label) => edits.get(label)],
    ['exact', (label) => exact.get(label)],
    ['wordnet', (label) => wordnet.get(wordnetNumber(label))],
    ['similar', (label) => similar.get(foldName(label))],
    [
      'plural',
      (label) =>
        singulars(foldName(label))
          .map((one) => similar.get(one))
          .find((own) => own),
    ],
  ];
}

/** Classes by name. A class may have several names in one, `tench, Tinca tinca`; it answers to the whole and to the first. */
function byName(
  names: readonly string[],
  key: (name: string) => string,
): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  const add = (name: string, index: number): void => {
    if (name === '') return;
    const own = places.get(name);
    if (own) own.push(index);
    else places.set(name, [index]);
  };
  names.forEach((name, index) => {
    const whole = key(name);
    const first = key(name.split(', ')[0] ?? name);
    add(whole, index);
    if (first !== whole) add(first, index);
  });
  return places;
}

/** A name without what people write in different ways: case, accents, spaces, `_`, `-` and `.`. */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_.-]+/gu, '');
}

/** ImageNet's folders are called `n02123045`, some with the name behind it. */
function wordnetNumber(label: string): string {
  return /^(n\d{8})(?![0-9])/i.exec(label.trim())?.[1]?.toLowerCase() ?? '';
}

function singulars(name: string): readonly string[] {
  if (!name.endsWith('s')) return [];
  return [
    name.slice(0, -1),
    ...(name.endsWith('ies') ? [`${name.slice(0, -3)}y`] : []),
    ...(name.endsWith('es') ? [name.slice(0, -2)] : []),
  ];
}
