import { gflops, memory, ratio, threeFigures, time } from './figures.mjs';
import { measuredUnderLoad, quickNotes } from './notes.mjs';

/** @typedef {Awaited<ReturnType<typeof import('../subjects/peers.mjs').comparePeers>>} PeersReport */
/** @typedef {{ title: string, head: string[], rows: string[][] }} Table */

/**
 * The report as tables: times as medians, and in brackets how many times ours they are.
 * @param {PeersReport} report
 * @returns {Table[]}
 */
export function peersTables(report) {
  const ours = report.peers[0];
  if (!ours) return [];
  const share = (/** @type {number} */ milliseconds) =>
    `${Math.round((100 * gflops(report.macs, milliseconds)) / report.matmulGflops)} %`;
  const compared = (/** @type {number} */ theirs, /** @type {number} */ own) =>
    theirs === own ? time(theirs) : `${time(theirs)} (${ratio(theirs, own)})`;
  return [
    {
      title: 'Kernels: from numbers in memory to scores, per picture (median; × as long as ours)',
      head: ['', 'one picture', 'fastest', `batch of ${report.batch}`, 'fastest', 'of peak'],
      rows: report.peers.map(({ name, one, batch }) => [
        name,
        compared(one.median, ours.one.median),
        time(one.fastest),
        compared(batch.median, ours.batch.median),
        time(batch.fastest),
        share(batch.median),
      ]),
    },
    {
      title: `A folder of ${report.photographs} photographs with a warm engine, per picture, decoding included`,
      head: ['', 'per picture', 'fastest', 'same labels as ours', 'peak memory'],
      rows: report.peers.map(({ name, folder, sameLabels, peakBytes }) => [
        name,
        compared(folder.median, ours.folder.median),
        time(folder.fastest),
        `${sameLabels} of ${report.photographs}`,
        memory(peakBytes),
      ]),
    },
    coldTable(report, compared),
    {
      title: 'What each ran with: the fastest of the settings tried',
      head: ['', 'one picture', 'batch', 'versions', 'greatest deviation of a probability'],
      rows: report.peers.map(({ name, settings, versions, deviation }) => [
        name,
        settings.one,
        settings.batch,
        Object.entries(versions)
          .map(([what, version]) => `${what} ${version}`)
          .join(', '),
        deviation.absolute === 0 ? '–' : deviation.absolute.toExponential(1),
      ]),
    },
  ];
}

/**
 * @param {PeersReport} report
 * @param {(theirs: number, own: number) => string} compared
 * @returns {Table}
 */
function coldTable({ cold }, compared) {
  const ours = cold[0];
  return {
    title: 'A cold command line: from its start to the first label',
    head: ['', 'first label', 'fastest', 'end', 'biggest process', 'all processes'],
    rows: cold.map(({ name, firstLabel, end, biggestBytes, treeBytes }) => [
      name,
      compared(firstLabel.median, ours?.firstLabel.median ?? NaN),
      time(firstLabel.fastest),
      time(end.median),
      memory(biggestBytes),
      memory(treeBytes),
    ]),
  };
}

/** @param {PeersReport} report @returns {string[]} what a reader of the tables must know */
export function peersNotes({ machine, load, date, matmulGflops, wholeCommand, leftOut, quick }) {
  return [
    measuredUnderLoad({ machine, date, load }),
    `"Of peak" is the share of ${threeFigures(matmulGflops)} GFLOPS, which a 2048 × 2048 matrix product reaches here.`,
    `The whole command, \`xception classify\` of ${wholeCommand.pictures} photographs with \`--json\`, loading included: ${time(wholeCommand.ms)}, ${time(wholeCommand.ms / wholeCommand.pictures)} per picture.`,
    ...leftOut.map(({ name, reason }) => `Left out: ${name}. ${reason}`),
    ...quickNotes(quick),
  ];
}
