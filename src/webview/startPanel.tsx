import { render } from 'preact';
import type { HostMethods, PanelMethods } from '../shared/panelProtocol';
import { Endpoint } from '../shared/rpc';
import { HostConnection } from './hostConnection';
import { App } from './pages/app';
import { PanelHost } from './panelHost';
import { PanelStore } from './panelStore';
import { ViewMemory } from './viewMemory';
import { languageOf, speak } from './language';
import type { VsCodeApi } from './vscodeApi';

/** Connects the panel to the extension and draws it into an element. */
export function startPanel(root: HTMLElement, api: VsCodeApi): void {
  speak(languageOf(root));
  const store = new PanelStore();
  const endpoint = new Endpoint<PanelMethods, HostMethods>(new HostConnection(api), store.handlers);
  render(<App host={new PanelHost(endpoint, store, new ViewMemory(api))} />, root);
}
