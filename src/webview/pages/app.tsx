import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PanelPage, PanelState } from '../../shared/panelProtocol';
import { XceptionError } from '../../shared/xceptionError';
import { Banner } from '../components/banner';
import { lazyPage } from '../components/lazyPage';
import { PAGE_ID, PageTabs } from '../components/pageTabs';
import { RunAnnouncer } from '../components/runAnnouncer';
import { RunProgress } from '../components/runProgress';
import { tabId } from '../components/tabs';
import { useFocusMemory } from '../hooks/useFocusMemory';
import { useSnapshot } from '../hooks/useSnapshot';
import { PanelContext, type PanelHost } from '../panelHost';
import { text } from '../strings';
import { LayersPage } from './layersPage';
import { ResultsPage } from './resultsPage';

const InsidePage = lazyPage(async () => (await import('./insidePage')).InsidePage);
const EvaluatePage = lazyPage(async () => (await import('./evaluatePage')).EvaluatePage);
const MapPage = lazyPage(async () => (await import('./mapPage')).MapPage);
const ShapesPage = lazyPage(async () => (await import('./shapesPage')).ShapesPage);
const ComparePage = lazyPage(async () => (await import('./comparePage')).ComparePage);
const TrainPage = lazyPage(async () => (await import('./trainPage')).TrainPage);

/** Pages that would only be in the way until somebody has asked for what they show. */
function unasked({ training, evaluated }: PanelState): readonly PanelPage[] {
  return [...(evaluated === null ? (['map'] as const) : []), ...(training ? [] : (['train'] as const))];
}

/** The panel: asks the host for its state and draws it. */
export function App({ host }: { readonly host: PanelHost }): JSX.Element {
  return (
    <PanelContext.Provider value={host}>
      <Panel host={host} />
    </PanelContext.Provider>
  );
}

function Panel({ host }: { readonly host: PanelHost }): JSX.Element {
  const { state, layers, trouble } = useSnapshot(host.store);
  const connection = useConnection(host);
  const root = useRef<HTMLElement>(null);
  useFocusMemory(root);
  if (!state) return <Connecting {...connection} />;
  const { page, run } = state;
  return (
    <main class={`panel panel-${page}`} ref={root}>
      <div class="panel-top">
        <PageTabs
          page={page}
          hidden={unasked(state)}
          onPage={(next) => {
            host.showPage(next);
          }}
        />
        {run && <RunProgress run={run} />}
      </div>
      <RunAnnouncer run={run} />
      {trouble !== null && (
        <Banner
          kind="error"
          title={text('actionFailed')}
          onDismiss={() => {
            host.store.report(null);
          }}
        >
          {trouble}
        </Banner>
      )}
      <div id={PAGE_ID} class="page" role="tabpanel" aria-labelledby={tabId(page)}>
        {page === 'results' && <ResultsPage state={state} />}
        {page === 'inside' && <InsidePage state={state} />}
        {page === 'evaluate' && <EvaluatePage state={state} />}
        {page === 'map' && <MapPage state={state} />}
        {page === 'layers' && <LayersPage state={state} layers={layers} />}
        {page === 'shapes' && <ShapesPage table={state.table} layers={layers} layer={state.layer} />}
        {page === 'compare' && <ComparePage state={state} />}
        {page === 'train' && <TrainPage training={state.training} activeModel={state.activeModel} />}
      </div>
    </main>
  );
}

interface Connection {
  readonly failure: string | null;
  readonly connect: () => void;
}

function useConnection(host: PanelHost): Connection {
  const [failure, setFailure] = useState<string | null>(null);
  const connect = (): void => {
    setFailure(null);
    host.call('ready', null).then(
      (state) => {
        host.store.setState(state);
      },
      (thrown: unknown) => {
        setFailure(XceptionError.from(thrown).message);
      },
    );
  };
  useEffect(connect, [host]);
  return { failure, connect };
}

function Connecting({ failure, connect }: Connection): JSX.Element {
  if (failure === null) return <main class="minor connecting">{text('loading')}</main>;
  return (
    <main class="connecting">
      <p role="alert">{text('notConnected', failure)}</p>
      <button class="button" type="button" onClick={connect}>
        {text('tryAgain')}
      </button>
    </main>
  );
}
