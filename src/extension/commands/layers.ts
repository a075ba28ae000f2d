import * as vscode from 'vscode';
import type { App } from '../app';
import { chooseInputSize, chooseNetwork } from '../network/chooseNetwork';
import { askFilter } from '../network/filterLayers';

/** "Show Model Summary": asks for network and input size, and shows the layer table. */
export async function showSummary(app: App): Promise<void> {
  const { table } = app.session;
  const network = await chooseNetwork(table.network);
  if (network === undefined) return;
  const size = await chooseInputSize(table);
  if (size === undefined) return;
  app.session.setTable({ ...table, network, ...size });
  showLayers(app);
}

/** Shows the layer table of the network that the tree shows. */
export function showLayers({ session, panel }: App): void {
  session.setPage('layers');
  panel.show();
}

/** Selects a layer, and shows what it does. A page that marks the selected layer too stays. */
export function showLayer({ session, panel }: App, name: unknown): void {
  if (typeof name !== 'string') return;
  session.selectLayer(name);
  const { page } = session.state;
  const marks = page === 'shapes' || page === 'compare';
  if (!marks || !panel.isVisible) session.setPage('layers');
  panel.show({ preserveFocus: true });
}

/** Asks what the tree's layers are filtered by. */
export async function filterLayers({ layers }: App): Promise<void> {
  // What is filtered is seen, and no panel takes the focus back from what is typed.
  await vscode.commands.executeCommand('xception.layers.focus');
  askFilter(layers);
}

/** Shows all layers again. */
export function showAllLayers({ layers }: App): void {
  layers.setFilter('');
}

/** Another network for tree and table. */
export async function pickNetwork({ session }: App): Promise<void> {
  const network = await chooseNetwork(session.table.network);
  if (network !== undefined) session.setTable({ ...session.table, network });
}

/** Another input size for tree and table. */
export async function pickInputSize({ session }: App): Promise<void> {
  const size = await chooseInputSize(session.table);
  if (size !== undefined) session.setTable({ ...session.table, ...size });
}
