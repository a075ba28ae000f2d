// The most expensive layers of a network. No native library is needed.
import { summary, trace, type LayerRow, type NetworkId } from 'xception-vscode';

const network: NetworkId = 'article';
const { layers, totals } = summary(network, { input: { height: 150, width: 150 }, classes: 6 });
const dearest: readonly LayerRow[] = layers.toSorted((a, b) => b.macs - a.macs).slice(0, 3);

console.log(`${network}: ${totals.params.toLocaleString('en')} parameters`);
for (const { name, type, macsShare } of dearest) {
  console.log(`${name} (${type}): ${(100 * macsShare).toFixed(1)} % of the multiply-accumulates`);
}
for (const { stage, shape } of trace(network)) console.log(`${stage}: ${shape.slice(1).join('×')}`);
