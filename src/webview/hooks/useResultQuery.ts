import { DIRECTIONS, RESULT_SORTS, type ResultQuery } from '../resultQuery';
import { useChoice, useChoiceOf } from './useChoice';

/** The query of the results, kept over a reload of the panel. */
export function useResultQuery(): readonly [ResultQuery, (changes: Partial<ResultQuery>) => void] {
  const [search, setSearch] = useChoice('results-search', '');
  const [sort, setSort] = useChoiceOf('results-sort', RESULT_SORTS, 'added');
  const [direction, setDirection] = useChoiceOf('results-direction', DIRECTIONS, 'ascending');
  const [label, setLabel] = useChoice('results-label', '');
  const [from, setFrom] = useChoice('results-from', '0');
  const [to, setTo] = useChoice('results-to', '100');
  const query = { search, sort, direction, label, from: percentOf(from, 0), to: percentOf(to, 100) };
  const change = (changes: Partial<ResultQuery>): void => {
    if (changes.search !== undefined) setSearch(changes.search);
    if (changes.sort !== undefined) setSort(changes.sort);
    if (changes.direction !== undefined) setDirection(changes.direction);
    if (changes.label !== undefined) setLabel(changes.label);
    if (changes.from !== undefined) setFrom(String(changes.from));
    if (changes.to !== undefined) setTo(String(changes.to));
  };
  return [query, change];
}

function percentOf(stored: string, usual: number): number {
  const value = Number(stored);
  return stored !== '' && value >= 0 && value <= 100 ? value : usual;
}
