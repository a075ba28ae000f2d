import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { PanelState } from '../../shared/panelProtocol';
import { chosenEntry } from '../chosenEntry';
import { Banner } from '../components/banner';
import { EmptyState } from '../components/emptyState';
import { EntryDetail } from '../components/entryDetail';
import { EntryList } from '../components/entryList';
import { ModelCard } from '../components/modelCard';
import { useScrollMemory } from '../hooks/useScrollMemory';
import { usePanelHost } from '../panelHost';
import { text } from '../strings';

/** What the network says of the user's pictures. */
export function ResultsPage({ state }: { readonly state: PanelState }): JSX.Element {
  const { entries, models, problem, run } = state;
  const shown = chosenEntry(state);
  const example = shown ?? entries.at(-1);
  const model = example && models[example.model];
  return (
    <div class={entries.length === 1 ? 'results results-single' : 'results'}>
      {(entries.length > 0 || problem !== null) && (
        <section class="results-header" aria-label={text('model')}>
          {entries.length > 0 && (
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
        </section>
      )}
      {entries.length === 0 && run === null && <EmptyState />}
      {entries.length > 1 && <EntryList state={state} />}
      {entries.length > 0 && (
        <DetailPane>
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

function DetailPane({ children }: { readonly children: JSX.Element }): JSX.Element {
  const pane = useRef<HTMLDivElement>(null);
  useScrollMemory('detail', pane);
  return (
    <div class="detail-pane" ref={pane}>
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
