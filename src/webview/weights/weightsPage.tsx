import type { JSX } from 'preact';
import type { Endpoint } from '../../shared/rpc';
import type { WeightsHostMethods, WeightsPageMethods } from '../../shared/weightsPageProtocol';
import { Banner } from '../components/banner';
import { useSnapshot } from '../hooks/useSnapshot';
import { text } from '../strings';
import type { VsCodeApi } from '../vscodeApi';
import { BindingReport } from './bindingReport';
import { ReadingBar } from './readingBar';
import { TensorTable } from './tensorTable';
import { WeightsActions } from './weightsActions';
import { WeightsFacts } from './weightsFacts';
import type { WeightsStore } from './weightsStore';

interface WeightsPageProps {
  readonly store: WeightsStore;
  readonly host: Endpoint<WeightsPageMethods, WeightsHostMethods>;
  readonly api: Pick<VsCodeApi, 'getState' | 'setState'>;
}

/** What a weights file holds. */
export function WeightsPage({ store, host, api }: WeightsPageProps): JSX.Element {
  const { state, trouble } = useSnapshot(store);
  const act = (method: keyof WeightsHostMethods & ('retry' | 'useModel' | 'reveal')): void => {
    host.call(method, null).catch((thrown: unknown) => {
      store.report(thrown);
    });
  };
  const copy = (copied: string): Promise<unknown> =>
    host.call('copy', { text: copied }).catch((thrown: unknown) => {
      store.report(thrown);
    });
  const { report, error, reading } = state ?? {};
  return (
    <main class="weights">
      <h1>{state?.file ?? text('loading')}</h1>
      {trouble !== null && (
        <Banner
          kind="error"
          title={text('actionFailed')}
          onDismiss={() => {
            store.dismiss();
          }}
        >
          {trouble}
        </Banner>
      )}
      {state && reading && <ReadingBar file={state.file} reading={reading} />}
      {error && (
        <>
          <Banner kind="error" title={text('weightsUnreadable')}>
            {error.message}
          </Banner>
          <div class="actions">
            <button
              class="button"
              type="button"
              onClick={() => {
                act('retry');
              }}
            >
              {text('tryAgain')}
            </button>
          </div>
        </>
      )}
      {state && report && (
        <>
          <WeightsActions state={state} report={report} onAct={act} onCopy={copy} />
          {report.problem && (
            <Banner kind="warning" title={text('weightsUnfit')}>
              {report.problem.message}
            </Banner>
          )}
          {report.warnings.map((warning) => (
            <Banner key={warning} kind="warning" title={report.file}>
              {warning}
            </Banner>
          ))}
          <WeightsFacts report={report} />
          <BindingReport report={report} />
          <TensorTable tensors={report.tensors} api={api} />
        </>
      )}
    </main>
  );
}
