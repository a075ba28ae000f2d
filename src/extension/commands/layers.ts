import type { App } from '../app';
import { chooseInputSize, chooseNetwork } from '../network/chooseNetwork';

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
