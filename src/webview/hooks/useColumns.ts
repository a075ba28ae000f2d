import { useMemo } from 'preact/hooks';
import { COLUMN_IDS, QUIET_COLUMNS, type ColumnId } from '../layerColumns';
import { useChoice } from './useChoice';

/** The columns that the user has chosen, left to right; a layer's name is always one of them. */
export function useColumns(): readonly [
  columns: readonly ColumnId[],
  choose: (columns: readonly ColumnId[]) => void,
] {
  const usual = COLUMN_IDS.filter((id) => !QUIET_COLUMNS.includes(id)).join();
  const [choice, choose] = useChoice('layers-columns', usual);
  const columns = useMemo(() => {
    const chosen = choice.split(',');
    return COLUMN_IDS.filter((id) => id === 'name' || chosen.includes(id));
  }, [choice]);
  return [
    columns,
    (next) => {
      choose(next.join());
    },
  ];
}
