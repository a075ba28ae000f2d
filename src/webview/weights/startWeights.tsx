import { render } from 'preact';
import { Endpoint } from '../../shared/rpc';
import type { WeightsHostMethods, WeightsPageMethods } from '../../shared/weightsPageProtocol';
import { HostConnection } from '../hostConnection';
import { languageOf, speak } from '../language';
import type { VsCodeApi } from '../vscodeApi';
import { WeightsPage } from './weightsPage';
import { WeightsStore } from './weightsStore';

/** Connects the page of a weights file to the extension and draws it into an element. */
export function startWeights(root: HTMLElement, api: VsCodeApi): void {
  speak(languageOf(root));
  const store = new WeightsStore();
  const endpoint = new Endpoint<WeightsPageMethods, WeightsHostMethods>(
    new HostConnection(api),
    store.handlers,
  );
  render(<WeightsPage store={store} host={endpoint} api={api} />, root);
  endpoint.call('ready', null).then(
    (state) => {
      store.setState(state);
    },
    (thrown: unknown) => {
      store.report(thrown);
    },
  );
}
