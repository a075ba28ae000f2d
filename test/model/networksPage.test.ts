import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { HEADINGS } from '../../src/extension/network/networkHeadings';
import { NETWORK_IDS } from '../../src/model/arch/buildNetwork';
import { layerCost } from '../../src/model/arch/format/costFormula';
import { grouped } from '../../src/model/arch/format/numbers';
import { summarize } from '../../src/model/arch/summarize';
import { projectRoot } from '../support/paths';

describe('the page about the networks', () => {
  const page = readFileSync(path.join(projectRoot, 'docs', 'NETWORKS.md'), 'utf8');

  it('has every heading that the panel leads to', () => {
    const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replaceAll(' ', '-'),
    );
    for (const heading of Object.values(HEADINGS)) assert.ok(headings.includes(heading), heading);
  });

  it('has the numbers of the networks', () => {
    const rows = page.split('\n').map((line) => line.split(/\s*\|\s*/).slice(1, -1));
    for (const network of NETWORK_IDS) {
      for (const flow of ['entry', 'middle', 'exit', 'head']) {
        const layers = summarize(network).layers.filter((layer) => layer.flow === flow);
        const sum = (of: (layer: (typeof layers)[number]) => number): string =>
          grouped(layers.reduce((total, layer) => total + of(layer), 0));
        const row = rows.find(([first, second]) => first === network && second === flow);
        assert.deepEqual(row?.slice(2), [
          String(layers.length),
          sum(({ params }) => params),
          sum(({ macs }) => macs),
        ]);
      }
    }
  });

  it('has the numbers of its example', () => {
    const layer = summarize('paper').layers.find(({ name }) => name === 'block2_sepconv1');
    assert.ok(layer);
    const { full } = layerCost(layer, 'NHWC');
    const text = page.replace(/\s+/g, ' ');
    assert.ok(
      text.includes(
        `${grouped(layer.macs)} multiply-accumulates where a full convolution would need ${grouped(full)}`,
      ),
    );
    assert.ok(text.includes(`which is ${((100 * layer.macs) / full).toFixed(1)}%`));
  });
});
