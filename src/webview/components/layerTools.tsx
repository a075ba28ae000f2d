import type { ComponentChildren, JSX } from 'preact';
import type { FilterProblem } from '../../shared/layerFilter';
import { text, type MessageKey } from '../strings';
import { FilterHelp } from './filterHelp';

interface LayerToolsProps {
  readonly filter: string;
  /** What is wrong with it. */
  readonly problem: FilterProblem | null;
  /** Without groups (the table is sorted) there is nothing to open or close. */
  readonly grouped: boolean;
  readonly onFilter: (filter: string) => void;
  readonly onExpand: () => void;
  readonly onCollapse: () => void;
  readonly onGroup: () => void;
  /** What else can be done with the table. */
  readonly children: ComponentChildren;
}

const PROBLEMS: Readonly<Record<FilterProblem['kind'], MessageKey>> = {
  unknown: 'filterUnknown',
  number: 'filterNumber',
  value: 'filterValue',
};

/** Id of the text that says what is wrong with the filter. */
const PROBLEM_ID = 'filter-problem';

/** Which of the rows are shown. */
export function LayerTools(props: LayerToolsProps): JSX.Element {
  const { filter, problem, grouped, onFilter, onExpand, onCollapse, onGroup, children } = props;
  const button = (label: MessageKey, name: string, onClick: () => void): JSX.Element => (
    <button class="button button-secondary" type="button" data-focus={name} onClick={onClick}>
      {text(label)}
    </button>
  );
  return (
    <div class="layer-tools">
      <input
        class="input filter-input"
        type="search"
        value={filter}
        placeholder={text('filterHint')}
        aria-label={text('filterLayers')}
        aria-invalid={problem !== null}
        aria-describedby={PROBLEM_ID}
        data-focus="layers-filter"
        onInput={(event) => {
          onFilter(event.currentTarget.value);
        }}
      />
      <FilterHelp onExample={onFilter} />
      {grouped ? (
        <>
          {button('expandAll', 'layers-expand', onExpand)}
          {button('collapseBlocks', 'layers-collapse', onCollapse)}
        </>
      ) : (
        button('groupedAgain', 'layers-group', onGroup)
      )}
      {children}
      <p id={PROBLEM_ID} class="filter-problem" role="status">
        {problem && text(PROBLEMS[problem.kind], problem.term)}
      </p>
    </div>
  );
}
