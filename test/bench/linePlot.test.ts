import assert from 'node:assert/strict';
import { JSDOM } from 'jsdom';
import type * as LinePlot from '../../bench/plot/linePlot.mjs';
import type * as Ticks from '../../bench/plot/ticks.mjs';
import { loadBench } from './loadBench';

describe("the benchmark's plots", () => {
  it('have round numbers along their axes, from 0 to past the highest value', async () => {
    const { ticks } = await loadBench<typeof Ticks>('plot/ticks.mjs');
    assert.deepEqual(ticks(598), [0, 200, 400, 600]);
    assert.deepEqual(ticks(0.9), [0, 0.2, 0.4, 0.6, 0.8, 1]);
    assert.deepEqual(ticks(500), [0, 100, 200, 300, 400, 500]);
    assert.throws(() => ticks(NaN), /No axis/);
  });

  it('are SVG with a title, units, and each point in its place', async () => {
    const { linePlot } = await loadBench<typeof LinePlot>('plot/linePlot.mjs');
    const svg = linePlot({
      title: 'Time & <size>',
      description: 'A test.',
      x: { label: 'Side, pixels' },
      y: { label: 'Time, ms' },
      series: [
        {
          name: 'median',
          points: [
            [0, 0],
            [100, 50],
          ],
        },
        { name: 'fastest', points: [[50, 25]] },
      ],
    });
    const { document } = new JSDOM(svg, { contentType: 'image/svg+xml' }).window;
    const texts = [...document.querySelectorAll('text')].map(({ textContent }) => textContent);
    assert.equal(document.querySelector('title')?.textContent, 'Time & <size>');
    for (const wanted of ['Time & <size>', 'Side, pixels', 'Time, ms', 'median', 'fastest', '100', '50']) {
      assert.ok(texts.includes(wanted), wanted);
    }
    const places = [...document.querySelectorAll('circle')].map((circle) =>
      ['cx', 'cy'].map((name) => Number(circle.getAttribute(name))),
    );
    // The axes cross at 72, 344 and end at 696, 56; the third point is in the middle of both.
    assert.deepEqual(places, [
      [72, 344],
      [696, 56],
      [384, 200],
    ]);
  });

  it('double from step to step on a logarithmic axis', async () => {
    const { linePlot } = await loadBench<typeof LinePlot>('plot/linePlot.mjs');
    const svg = linePlot({
      title: 'Batch',
      description: 'A test.',
      x: { label: 'Pictures', scale: 'log2', ticks: [1, 2, 4, 8, 16] },
      y: { label: 'Time, ms' },
      series: [
        {
          name: 'median',
          points: [
            [1, 10],
            [4, 10],
            [16, 10],
          ],
        },
      ],
    });
    assert.deepEqual(
      [...svg.matchAll(/cx="([\d.]+)"/g)].map(([, x]) => Number(x)),
      [72, 384, 696],
    );
  });
});
