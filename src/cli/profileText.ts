import type { LayerTime, ProfileReport } from '../shared/explainProtocol';
import { right, textTable } from '../model/arch/format/textTable';

/**
 * The times of a network's layers as a table.
 *
 * @param slowest - only so many layers, the slowest first; all in the network's order by default
 */
export function profileText(title: string, report: ProfileReport, slowest?: number): string {
  const { input, runs, layers, milliseconds, gflops, peakGflops } = report;
  const shown =
    slowest === undefined
      ? layers
      : layers.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, slowest);
  const abovePeak = shown.some(({ peakShare = 0 }) => peakShare > 1);
  const columns = [
    { title: 'layer' },
    { title: 'type' },
    ...['ms', 'share', 'MMACs', 'GFLOPS', 'of peak'].map(right),
  ];
  return [
    `${title}, ${input.height}×${input.width}, layer by layer: median of ${runs === 1 ? 'one run' : `${runs} runs`}`,
    '',
    ...textTable(columns, shown.map(row)),
    '',
    `${layers.length} layers in ${milliseconds.toFixed(1)} ms: ${gflops.toFixed(1)} GFLOPS; a large matrix product reaches ${peakGflops.toFixed(1)} here.`,
    ...(abovePeak
      ? [
          'More than 100 % of the peak: that layer was faster than the matrix product, for which TensorFlow has another kernel, or which was run while something else kept the machine busy.',
        ]
      : []),
  ].join('\n');
}

function row({ name, type, milliseconds, share, macs, gflops, peakShare }: LayerTime): readonly string[] {
  return [
    name,
    type,
    milliseconds.toFixed(2),
    `${(100 * share).toFixed(1)} %`,
    macs === 0 ? '' : (macs / 1e6).toFixed(1),
    gflops === undefined ? '' : gflops.toFixed(1),
    peakShare === undefined ? '' : `${(100 * peakShare).toFixed(0)} %`,
  ];
}
