import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { NetworkSummary } from '../../shared/network';
import { count } from '../format';
import { nextSort } from '../layerColumns';
import { blockIds, filterLayers, sumOf, treeRows } from '../layerTree';
import { usePanelHost } from '../panelHost';
import { shareScale } from '../shareScale';
import { text } from '../strings';
import type { ViewState } from '../viewMemory';
import { layersText } from './layerCells';
import { LayerTools } from './layerTools';
import { Treegrid } from './treegrid';

type TableView = Pick<ViewState, 'filter' | 'sort' | 'collapsed'>;

/** A network's layers: grouped by flow and block, or in an order of the user's; and the words that search them. */
export function LayerTable({ summary }: { readonly summary: NetworkSummary }): JSX.Element {
  const { memory } = usePanelHost();
  const [view, setView] = useState<TableView>(memory.current);
  const show = (changes: Partial<TableView>): void => {
    memory.change(changes);
    setView({ ...view, ...changes });
  };
  const { layers, layout, title } = summary;
  const rows = useMemo(
    () => treeRows(layers, { ...view, collapsed: new Set(view.collapsed) }),
    [layers, view],
  );
  const bars = useMemo(() => shareScale(layers), [layers]);
  const matching = filterLayers(layers, view.filter);
  return (
    <>
      <LayerTools
        filter={view.filter}
        grouped={view.sort === null}
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
      />
      <Treegrid
        label={text('layerTable', title)}
        rows={rows}
        bars={bars}
        sort={view.sort}
        axes={layout === 'NHWC' ? 'H × W × C' : 'C × H × W'}
        totals={sumOf(matching)}
        totalsLabel={
          matching.length === layers.length
            ? layersText(layers.length)
            : text('layersSome', count(matching.length), count(layers.length))
        }
        nothing={text('noLayers', view.filter)}
        onSort={(column) => {
          show({ sort: nextSort(view.sort, column) });
        }}
        onToggle={(group, expanded) => {
          const others = view.collapsed.filter((id) => id !== group);
          show({ collapsed: expanded ? others : [...others, group] });
        }}
      />
    </>
  );
}
