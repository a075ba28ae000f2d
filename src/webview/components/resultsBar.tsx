import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { ResultEntry } from '../../shared/panelProtocol';
import { RESULT_FORMATS } from '../../shared/resultText';
import { count } from '../format';
import { usePanelHost } from '../panelHost';
import { labelCounts, RESULT_SORTS, type ResultQuery, type ResultSort } from '../resultQuery';
import { text, type MessageKey } from '../strings';
import { Icon } from './icon';

export const RESULT_VIEWS = ['list', 'gallery'] as const;
export type ResultView = (typeof RESULT_VIEWS)[number];

const SORT_TITLES: Readonly<Record<ResultSort, MessageKey>> = {
  added: 'sortAdded',
  name: 'sortName',
  label: 'sortLabel',
  probability: 'columnProbability',
  margin: 'factMargin',
  entropy: 'factEntropy',
  time: 'factTimings',
};

interface ResultsBarProps {
  readonly entries: readonly ResultEntry[];
  readonly shown: readonly ResultEntry[];
  readonly query: ResultQuery;
  readonly onQuery: (changes: Partial<ResultQuery>) => void;
  readonly view: ResultView;
  readonly onView: (view: ResultView) => void;
}

/** Search, filters, order and form of the results, and their export as they are shown. */
export function ResultsBar(props: ResultsBarProps): JSX.Element {
  const { entries, shown, query, onQuery, view, onView } = props;
  const labels = useMemo(() => labelCounts(entries), [entries]);
  return (
    <div class="results-bar" role="search" aria-label={text('resultsTools')}>
      <input
        class="input results-search"
        type="search"
        aria-label={text('searchResults')}
        placeholder={text('searchResultsHint')}
        value={query.search}
        data-focus="results-search"
        onInput={({ currentTarget }) => {
          onQuery({ search: currentTarget.value });
        }}
      />
      <select
        class="input results-label"
        aria-label={text('filterLabel')}
        value={query.label}
        onChange={({ currentTarget }) => {
          onQuery({ label: currentTarget.value });
        }}
      >
        <option value="">{text('anyLabel')}</option>
        {labels.map(([label, pictures]) => (
          <option key={label} value={label}>
            {`${label} (${count(pictures)})`}
          </option>
        ))}
      </select>
      <Confidence query={query} onQuery={onQuery} />
      <Order query={query} onQuery={onQuery} />
      <span class="minor results-count" role="status">
        {shown.length === entries.length
          ? text('picturesCount', count(entries.length))
          : text('picturesSome', count(shown.length), count(entries.length))}
      </span>
      <ExportButtons shown={shown} />
      <ViewToggle view={view} onView={onView} />
    </div>
  );
}

function Confidence({ query, onQuery }: Pick<ResultsBarProps, 'query' | 'onQuery'>): JSX.Element {
  const field = (name: 'from' | 'to', label: MessageKey): JSX.Element => (
    <input
      class="input number-input"
      type="number"
      min={0}
      max={100}
      step="any"
      aria-label={text(label)}
      title={text(label)}
      value={query[name]}
      onChange={({ currentTarget }) => {
        const value = currentTarget.valueAsNumber;
        const usual = name === 'from' ? 0 : 100;
        onQuery({ [name]: Number.isFinite(value) ? Math.min(100, Math.max(0, value)) : usual });
      }}
    />
  );
  return (
    <span class="results-range">
      {field('from', 'confidenceFrom')}–{field('to', 'confidenceTo')}%
    </span>
  );
}

function Order({ query, onQuery }: Pick<ResultsBarProps, 'query' | 'onQuery'>): JSX.Element {
  const ascending = query.direction === 'ascending';
  const turn = text(ascending ? 'sortAscending' : 'sortDescending');
  return (
    <span class="results-order">
      <select
        class="input"
        aria-label={text('sortBy')}
        value={query.sort}
        onChange={({ currentTarget }) => {
          onQuery({ sort: currentTarget.value as ResultSort });
        }}
      >
        {RESULT_SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {text(SORT_TITLES[sort])}
          </option>
        ))}
      </select>
      <button
        class="icon-button"
        type="button"
        aria-label={turn}
        title={turn}
        onClick={() => {
          onQuery({ direction: ascending ? 'descending' : 'ascending' });
        }}
      >
        <Icon name={ascending ? 'sortUp' : 'sortDown'} />
      </button>
    </span>
  );
}

function ExportButtons({ shown }: { readonly shown: readonly ResultEntry[] }): JSX.Element {
  const host = usePanelHost();
  return (
    <span class="actions">
      {RESULT_FORMATS.map((format) => (
        <button
          key={format}
          class="button button-secondary"
          type="button"
          disabled={shown.length === 0}
          onClick={() => void host.act('exportResults', { ids: shown.map(({ id }) => id), format })}
        >
          {text('exportAs', format.toUpperCase())}
        </button>
      ))}
    </span>
  );
}

function ViewToggle({ view, onView }: Pick<ResultsBarProps, 'view' | 'onView'>): JSX.Element {
  return (
    <span class="results-views" role="group" aria-label={text('viewAs')}>
      {RESULT_VIEWS.map((id) => (
        <button
          key={id}
          class="button button-secondary"
          type="button"
          aria-pressed={id === view}
          data-focus={`view-${id}`}
          onClick={() => {
            onView(id);
          }}
        >
          {text(id === 'list' ? 'viewList' : 'viewGallery')}
        </button>
      ))}
    </span>
  );
}
