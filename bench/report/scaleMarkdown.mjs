import { markdownTable } from './table.mjs';

const MILLION = 1_000_000;
/** Core-hours have no one price: a cheap preemptible machine's, a usual one's, a dear one's. */
const PRICES = [0.01, 0.03, 0.05];
const CORES = [16, 64, 256];

/**
 * What a million pictures need on a cluster, from the folder that the benchmark's ONNX Runtime in Python has classified.
 * @param {{
 *   date: string,
 *   photographs: number,
 *   machine: { processor: string, cores: number },
 *   peers: readonly { id: string, versions?: Readonly<Record<string, string>>, folder?: { median: number } }[],
 * }} report `peers` of bench/results
 * @returns {string} Markdown
 * @throws {Error} where ONNX Runtime was not measured
 */
export function scaleMarkdown({ date, photographs, machine, peers }) {
  const runtime = peers.find(({ id }) => id === 'ort');
  if (!runtime?.folder) throw new Error('The last run did not measure ONNX Runtime on a folder.');
  const { median } = runtime.folder;
  const coreSeconds = (median / 1000) * machine.cores;
  const coreHours = (coreSeconds * MILLION) / 3600;
  return [
    `Measured on ${date.slice(0, 10)} with ONNX Runtime ${runtime.versions?.['onnxruntime'] ?? ''} on ${machine.cores} cores of an ${machine.processor}: ${photographs} photographs of a folder, read, decoded and run at 299×299, in ${median.toFixed(1)} ms each. That is ${coreSeconds.toFixed(3)} core-seconds for a picture, and **${coreHours.toFixed(1)} core-hours for a million**.`,
    markdownTable(
      ['cores', 'hours for a million'],
      CORES.map((cores) => [String(cores), (coreHours / cores).toFixed(2)]),
    ),
    markdownTable(
      ['price of a core-hour', 'price of a million'],
      PRICES.map((price) => [price.toFixed(2), (coreHours * price).toFixed(2)]),
    ),
  ].join('\n\n');
}
