import { linePlot } from '../plot/linePlot.mjs';
import { memory, ratio, time } from './figures.mjs';
import { measuredUnderLoad, quickNotes } from './notes.mjs';

/** @typedef {Awaited<ReturnType<typeof import('../subjects/growth.mjs').measureGrowth>>} GrowthReport */

/** @param {GrowthReport} report @returns {import('./peersTables.mjs').Table[]} */
export function growthTables({ sides, batches, threads, networks }) {
  const first = (/** @type {{ median: number }[]} */ rows) => rows[0]?.median ?? NaN;
  const usual = sides.find(({ side }) => side === 299);
  return [
    {
      title: 'Input size, one picture (paper)',
      head: ['', 'median', 'fastest', 'for each pixel, against 299 × 299', 'peak memory'],
      rows: sides.map(({ side, median, fastest, peakBytes }) => [
        `${side} × ${side}`,
        time(median),
        time(fastest),
        ratio(median / side ** 2, (usual?.median ?? NaN) / 299 ** 2),
        memory(peakBytes),
      ]),
    },
    {
      title: 'Batch, per picture (paper, 299 × 299)',
      head: ['', 'median', 'fastest', 'against one picture', 'peak memory'],
      rows: batches.map(({ batch, median, fastest, peakBytes }) => [
        `${batch}`,
        time(median),
        time(fastest),
        ratio(median, first(batches)),
        memory(peakBytes),
      ]),
    },
    {
      title: 'Threads, per picture (paper, 299 × 299)',
      head: ['', 'batch', 'median', 'fastest', 'against one thread'],
      rows: threads.map(({ threads: count, batch, median, fastest }) => [
        `${count}`,
        `${batch}`,
        time(median),
        time(fastest),
        ratio(median, first(threads.filter((row) => row.batch === batch))),
      ]),
    },
    {
      title: 'Network, one picture (299 × 299)',
      head: ['', 'median', 'fastest', 'against paper'],
      rows: networks.map(({ network, median, fastest }) => [
        network,
        time(median),
        time(fastest),
        ratio(median, first(networks)),
      ]),
    },
  ];
}

/** @param {Pick<GrowthReport, 'machine' | 'load' | 'date' | 'quick'>} report @returns {string[]} */
export function growthNotes({ machine, load, date, quick }) {
  return [measuredUnderLoad({ machine, date, load }), ...quickNotes(quick)];
}

/** @param {GrowthReport} report @returns {[name: string, svg: string][]} */
export function growthPlots({ sides, batches, machine }) {
  const on = `${machine.processor}, ${machine.cores} cores`;
  const points = (/** @type {'median' | 'fastest'} */ what) =>
    sides.map((row) => /** @type {const} */ ([row.side, row[what]]));
  const perPicture = (/** @type {'median' | 'fastest'} */ what) =>
    batches.map((row) => /** @type {const} */ ([row.batch, row[what]]));
  const series = (/** @type {typeof points} */ of) => [
    { name: 'median', points: of('median') },
    { name: 'fastest', points: of('fastest') },
  ];
  return [
    [
      'input-size.svg',
      linePlot({
        title: 'One picture by input size',
        description: `Milliseconds for one picture against the side of the input, on ${on}.`,
        x: { label: 'Side of the input, pixels' },
        y: { label: 'Time, ms' },
        series: series(points),
      }),
    ],
    [
      'batch.svg',
      linePlot({
        title: 'A picture by batch, 299 × 299',
        description: `Milliseconds per picture against the pictures in a batch, on ${on}.`,
        x: {
          label: 'Pictures in a batch (each step doubles them)',
          scale: 'log2',
          ticks: batches.map(({ batch }) => batch),
        },
        y: { label: 'Time per picture, ms' },
        series: series(perPicture),
      }),
    ],
  ];
}
