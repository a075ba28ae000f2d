import type { ImageClassification } from '../shared/classification';
import type { ResultEntry } from '../shared/panelProtocol';
import { answerOf, marginOf, topLabel, totalTime } from '../shared/resultMeasures';
import { wordTest } from './wordTest';

/** What results can be ordered by; `added` is the order in which they were asked for. */
export const RESULT_SORTS = ['added', 'name', 'label', 'probability', 'margin', 'entropy', 'time'] as const;
export type ResultSort = (typeof RESULT_SORTS)[number];

export const DIRECTIONS = ['ascending', 'descending'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** How the list of results is looked at. */
export interface ResultQuery {
  /** Words that name, folder or best label must hold, in any order and case. */
  readonly search: string;
  readonly sort: ResultSort;
  readonly direction: Direction;
  /** The best label that pictures must have; empty for any. */
  readonly label: string;
  /** Bounds of the best probability, in percent. What has no answer is shown only while all are. */
  readonly from: number;
  readonly to: number;
}

/** The entries that a query leaves, in its order. Those without a value to order by come last, either way. */
export function shownEntries(entries: readonly ResultEntry[], query: ResultQuery): readonly ResultEntry[] {
  const holds = wordTest(query.search);
  const found = entries.filter((entry) => matches(entry, query, holds));
  const sign = query.direction === 'ascending' ? 1 : -1;
  if (query.sort === 'added') return sign === 1 ? found : found.toReversed();
  const valueOf = VALUES[query.sort];
  const keyed = found.map((entry) => ({ entry, value: valueOf(entry) }));
  keyed.sort((a, b) => {
    if (a.value === undefined || b.value === undefined) {
      return Number(a.value === undefined) - Number(b.value === undefined);
    }
    return sign * compare(a.value, b.value);
  });
  return keyed.map(({ entry }) => entry);
}

/** The best labels of all entries, by name, each with how many have it. */
export function labelCounts(entries: readonly ResultEntry[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { result } of entries) {
    const label = topLabel(result);
    if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => compare(a, b));
}

const VALUES: Readonly<
  Record<Exclude<ResultSort, 'added'>, (entry: ResultEntry) => string | number | undefined>
> = {
  name: ({ name }) => name,
  label: ({ result }) => topLabel(result),
  probability: measured(({ predictions }) => predictions[0]?.probability ?? 0),
  margin: measured(marginOf),
  entropy: measured(({ entropy }) => entropy),
  time: measured(totalTime),
};

function measured(
  measure: (result: ImageClassification) => number,
): (entry: ResultEntry) => number | undefined {
  return ({ result }) => {
    const answer = answerOf(result);
    return answer && measure(answer);
  };
}

function matches(
  entry: ResultEntry,
  { label, from, to }: ResultQuery,
  holds: (text: string) => boolean,
): boolean {
  const best = topLabel(entry.result);
  if (label !== '' && best !== label) return false;
  if (from > 0 || to < 100) {
    const percent = 100 * ((VALUES.probability(entry) as number | undefined) ?? Number.NaN);
    if (!(percent >= from && percent <= to)) return false;
  }
  return holds(`${entry.folder}/${entry.name} ${best ?? ''}`);
}

/** As people sort names: `cup-2` before `cup-10`. One collator, as making one costs more than a thousand comparisons. */
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}
