import { isFailure } from '../../shared/classification';
import type { ResultEntry } from '../../shared/panelProtocol';
import { topLabel } from '../../shared/resultMeasures';

/** Pictures of one answer. */
export interface ResultGroup {
  /** `label` holds those with one best label, `failed` those with one reason. */
  readonly kind: 'label' | 'failed' | 'waiting';
  /** The best label, or the reason's code; empty of pictures that wait. */
  readonly label: string;
  readonly entries: readonly ResultEntry[];
}

/**
 * Results by their best label: those of the most pictures first, then by name; what failed, by reason, and what waits at the end. Within a
 * group the surest come first.
 */
export function resultTree(entries: readonly ResultEntry[]): readonly ResultGroup[] {
  const byLabel = new Map<string, ResultEntry[]>();
  const byReason = new Map<string, ResultEntry[]>();
  const waiting: ResultEntry[] = [];
  for (const entry of entries) {
    const { result } = entry;
    if (!result) waiting.push(entry);
    else if (isFailure(result)) put(byReason, result.error.code, entry);
    else put(byLabel, topLabel(result) ?? '', entry);
  }
  const labels = [...byLabel]
    .map(([label, found]): ResultGroup => ({ kind: 'label', label, entries: found.sort(surestFirst) }))
    .sort((a, b) => b.entries.length - a.entries.length || a.label.localeCompare(b.label));
  const rest: readonly ResultGroup[] = [
    ...[...byReason]
      .map(([label, found]) => ({ kind: 'failed' as const, label, entries: found }))
      .sort((a, b) => b.entries.length - a.entries.length),
    { kind: 'waiting', label: '', entries: waiting },
  ];
  return [...labels, ...rest.filter((group) => group.entries.length > 0)];
}

function put(groups: Map<string, ResultEntry[]>, name: string, entry: ResultEntry): void {
  const group = groups.get(name);
  if (group) group.push(entry);
  else groups.set(name, [entry]);
}

/** The best label's probability, 0 to 1; 0 without an answer. */
export function bestProbability({ result }: ResultEntry): number {
  return result && !isFailure(result) ? (result.predictions[0]?.probability ?? 0) : 0;
}

function surestFirst(a: ResultEntry, b: ResultEntry): number {
  return bestProbability(b) - bestProbability(a) || a.id - b.id;
}
