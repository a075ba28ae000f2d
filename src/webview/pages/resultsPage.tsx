import type { JSX, RefObject, TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { EntryChoice, PanelState, ResultEntry } from '../../shared/panelProtocol';
import { chosenEntry } from '../chosenEntry';
import { Banner } from '../components/banner';
import { EmptyState } from '../components/emptyState';
import { count } from '../format';
import { EntryDetail } from '../components/entryDetail';
import { EntryList, type EntryListProps } from '../components/entryList';
import { Gallery } from '../components/gallery';
import { ModelCard } from '../components/modelCard';
import { RESULT_VIEWS, ResultsBar } from '../components/resultsBar';
import { useChoiceOf } from '../hooks/useChoice';
import { useResultQuery } from '../hooks/useResultQuery';
import { useScrollMemory } from '../hooks/useScrollMemory';
import { usePanelHost } from '../panelHost';
import { shownEntries } from '../resultQuery';
import { text } from '../strings';

/** What the network says of the user's pictures. */
export function ResultsPage({ state }: { readonly state: PanelState }): JSX.Element {
  const { entries: all, models, problem, run, only } = state;
  const entries = useMemo(() => someOf(all, only), [all, only]);
  const shown = chosenEntry(state);
  const example = shown ?? entries.at(-1);
  const model = example && models[example.model];
  const [view, setView] = useChoiceOf('results-view', RESULT_VIEWS, 'list');
  const [query, setQuery] = useResultQuery();
  const found = useMemo(() => shownEntries(entries, query), [entries, JSON.stringify(query)]);
  const page = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  const toDetail = useFocusOnceThere(pane);
  const many = entries.length > 1;
  // A few pictures with something in common are looked at beside each other.
  const gallery = many && (view === 'gallery' || only !== null);
  const form = [
    'results',
    ...(entries.length === 1 ? ['results-single'] : []),
    ...(many ? ['results-many'] : []),
    ...(gallery ? ['results-gallery'] : []),
    ...(gallery && !shown ? ['results-closed'] : []),
  ];
  return (
    <div class={form.join(' ')} ref={page}>
      {(all.length > 0 || problem !== null) && (
        <section class="results-header" aria-label={text('model')}>
          {all.length > 0 && (
            <div class="results-title">
              <h1>{model?.title ?? text('model')}</h1>
              <HeaderActions />
            </div>
          )}
          {problem !== null && (
            <Banner kind="error" title={text('problem')}>
              {problem}
            </Banner>
          )}
          {model && <ModelCard model={model} preprocessing={example.preprocessing} />}
          {only && <OnlySome title={only.title} entries={entries.length} />}
        </section>
      )}
      {all.length === 0 && run === null && <EmptyState />}
      {many && (
        <ResultsBar
          entries={entries}
          shown={found}
          query={query}
          onQuery={setQuery}
          view={view}
          onView={setView}
        />
      )}
      {many && <Found state={state} entries={found} gallery={gallery} onOpen={toDetail} />}
      {entries.length > 0 && (shown ?? !gallery) && (
        <DetailPane
          pane={pane}
          onBack={() => {
            page.current?.querySelector<HTMLElement>('[data-focus="entries"]')?.focus();
          }}
        >
          {shown ? (
            <EntryDetail key={shown.id} entry={shown} model={models[shown.model]} running={run !== null} />
          ) : (
            <p class="minor detail-hint">{text('selectHint')}</p>
          )}
        </DetailPane>
      )}
    </div>
  );
}

function someOf(all: readonly ResultEntry[], only: EntryChoice | null): readonly ResultEntry[] {
  if (!only) return all;
  const ids = new Set(only.ids);
  return all.filter(({ id }) => ids.has(id));
}

/** What the pictures have in common, and the way back to all of them. */
function OnlySome({ title, entries }: { readonly title: string; readonly entries: number }): JSX.Element {
  const host = usePanelHost();
  return (
    <div class="results-only">
      <strong>{title}</strong>
      <span class="minor">{text('picturesCount', count(entries))}</span>
      <button
        class="button button-secondary"
        type="button"
        data-focus="show-all"
        onClick={() => void host.act('showAll', null)}
      >
        {text('showAll')}
      </button>
    </div>
  );
}

interface FoundProps extends EntryListProps {
  readonly gallery: boolean;
}

function Found({ state, entries, gallery, onOpen }: FoundProps): JSX.Element {
  if (entries.length === 0) return <p class="minor detail-hint">{text('noResultMatches')}</p>;
  const Form = gallery ? Gallery : EntryList;
  return <Form state={state} entries={entries} onOpen={onOpen} />;
}

/** A function that asks for the focus of a part, which may be drawn only with the next state. */
function useFocusOnceThere(part: RefObject<HTMLElement | null>): () => void {
  const wanted = useRef(false);
  useLayoutEffect(() => {
    if (!wanted.current || !part.current) return;
    wanted.current = false;
    part.current.focus();
  });
  return () => {
    wanted.current = true;
    part.current?.focus();
  };
}

interface DetailPaneProps {
  readonly pane: RefObject<HTMLDivElement | null>;
  /** Escape leads back to where the picture was chosen. */
  readonly onBack: () => void;
  readonly children: JSX.Element;
}

function DetailPane({ pane, onBack, children }: DetailPaneProps): JSX.Element {
  useScrollMemory('detail', pane);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onBack();
  };
  return (
    <div class="detail-pane" ref={pane} tabIndex={-1} onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}

function HeaderActions(): JSX.Element {
  const host = usePanelHost();
  return (
    <div class="actions">
      <button
        class="button button-secondary"
        type="button"
        onClick={() => void host.act('chooseModel', null)}
      >
        {text('chooseModel')}
      </button>
      <button class="button button-secondary" type="button" onClick={() => void host.act('clear', null)}>
        {text('clear')}
      </button>
    </div>
  );
}
