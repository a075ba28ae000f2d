import type { JSX } from 'preact';
import { text } from '../strings';

interface LayerToolsProps {
  readonly filter: string;
  /** Without groups (the table is sorted) there is nothing to open or close. */
  readonly grouped: boolean;
  readonly onFilter: (filter: string) => void;
  readonly onExpand: () => void;
  readonly onCollapse: () => void;
  readonly onGroup: () => void;
}

/** Which of the rows are shown. */
export function LayerTools(props: LayerToolsProps): JSX.Element {
  const { filter, grouped, onFilter, onExpand, onCollapse, onGroup } = props;
  return (
    <div class="layer-tools">
      <input
        class="input filter-input"
        type="search"
        value={filter}
        placeholder={text('filterHint')}
        aria-label={text('filterLayers')}
        data-focus="layers-filter"
        onInput={(event) => {
          onFilter(event.currentTarget.value);
        }}
      />
      {grouped ? (
        <>
          <button class="button button-secondary" type="button" data-focus="layers-expand" onClick={onExpand}>
            {text('expandAll')}
          </button>
          <button
            class="button button-secondary"
            type="button"
            data-focus="layers-collapse"
            onClick={onCollapse}
          >
            {text('collapseBlocks')}
          </button>
        </>
      ) : (
        <button class="button button-secondary" type="button" data-focus="layers-group" onClick={onGroup}>
          {text('groupedAgain')}
        </button>
      )}
    </div>
  );
}
