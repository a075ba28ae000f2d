import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { layerFilter } from '../../shared/layerFilter';
import type { NetworkSummary } from '../../shared/network';
import { count } from '../format';
import { useColumns } from '../hooks/useColumns';
import { useNetworkTimes } from '../hooks/useNetworkTimes';
import { nextSort, shownColumns } from '../layerColumns';
import { timedLayers } from '../layerTiming';
import { blockIds, groupsAround, sumOf, treeRows } from '../layerTree';
import { usePanelHost } from '../panelHost';
import { shareScale } from '../shareScale';
import { text } from '../strings';
import type { ViewState } from '../viewMemory';
import { ColumnMenu } from './columnMenu';
import { CopyMenu } from './copyMenu';
import { layersText } from './layerCells';
import { LayerTools } from './layerTools';
import { MeasureLayers } from './measureLayers';
import { Treegrid } from './treegrid';

type TableView = Pick<ViewState, 'filter' | 'sort' | 'collapsed'>;

interface LayerTableProps {
  readonly summary: NetworkSummary;
  /** Name of the selected layer. */
  readonly layer: string | null;
}

/** A network's layers: grouped by flow and block, or in an order of the user's; and the words that search them. */
export function LayerTable({ summary, layer }: LayerTableProps): JSX.Element {
  const host = usePanelHost();
  const { memory } = host;
  const [view, setView] = useState<TableView>(memory.current);
  const show = (changes: Partial<TableView>): void => {
    memory.change(changes);
    setView((known) => ({ ...known, ...changes }));
  };
  const { layout, title } = summary;
  const times = useNetworkTimes(summary);
  const { report } = times;
  const layers = useMemo(() => timedLayers(summary.layers, report), [summary, report]);
  const [chosen, chooseColumns] = useColumns();
  const available = shownColumns(layers.some(({ time }) => time));
  const columns = chosen.filter((id) => available.includes(id));
  // An order by a column that has gone with its times is none.
  const sort = view.sort && available.includes(view.sort.column) ? view.sort : null;
  const { matches, problem } = useMemo(() => layerFilter(view.filter, layout), [view.filter, layout]);
  const matching = useMemo(() => layers.filter(matches), [layers, matches]);
  const rows = useMemo(
    () => treeRows(matching, { sort, collapsed: new Set(view.collapsed) }),
    [matching, sort, view.collapsed],
  );
  const bars = useMemo(() => shareScale(layers), [layers]);
  const totals = sumOf(matching);
  useEffect(() => {
    const selected = layers.find(({ name }) => name === layer);
    const around = selected ? groupsAround(selected) : [];
    const others = view.collapsed.filter((id) => !around.includes(id));
    if (others.length < view.collapsed.length) show({ collapsed: others });
    // A group that is closed later stays closed.
  }, [layer]);
  return (
    <>
      <LayerTools
        filter={view.filter}
        problem={problem}
        grouped={sort === null}
        // What a search finds is shown, not hidden in a closed group.
        onFilter={(filter) => {
          show({ filter, collapsed: [] });
        }}
        onExpand={() => {
          show({ collapsed: [] });
        }}
        onCollapse={() => {
          show({ collapsed: blockIds(layers) });
        }}
        onGroup={() => {
          show({ sort: null });
        }}
      >
        <ColumnMenu columns={chosen} available={available} onColumns={chooseColumns} />
        <CopyMenu table={{ rows, columns, totals }} />
      </LayerTools>
      <MeasureLayers times={times} />
      <Treegrid
        label={text('layerTable', title)}
        rows={rows}
        columns={columns}
        bars={bars}
        sort={sort}
        layer={layer}
        axes={layout === 'NHWC' ? 'H × W × C' : 'C × H × W'}
        totals={totals}
        totalsLabel={
          matching.length === layers.length
            ? layersText(layers.length)
            : text('layersSome', count(matching.length), count(layers.length))
        }
        nothing={text('noLayers', view.filter)}
        onSort={(column) => {
          show({ sort: nextSort(sort, column) });
        }}
        onToggle={(group, expanded) => {
          const others = view.collapsed.filter((id) => id !== group);
          show({ collapsed: expanded ? others : [...others, group] });
        }}
        onSelect={(name) => {
          host.selectLayer(name);
        }}
      />
    </>
  );
}
