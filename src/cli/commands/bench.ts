import type { BenchReport, BenchWay } from '../../shared/benchProtocol';
import { right, textTable } from '../../model/arch/format/textTable';
import { chooseModel } from '../classify/chooseModel';
import { defineCommand } from '../command';
import { jsonText } from '../jsonText';
import { modelOptions } from '../onePicture';
import { profileText } from '../profileText';
import { readCount, refuseOperands } from '../readValues';
import { withInference } from '../withInference';

const MOST_ROUNDS = 1000;
const SLOWEST = 12;

export const bench = defineCommand({
  name: 'bench',
  about: 'how fast this machine is, and which kernels make it fastest',
  operands: '',
  options: {
    rounds: { type: 'string', value: 'N', about: 'runs of each way that count; 12 by default' },
    'measure-only': { type: 'boolean', about: 'remembers nothing' },
    ...modelOptions,
    json: { type: 'boolean', about: 'one JSON object on stdout, and nothing else there' },
  },
  notes: [
    "Runs the network with TensorFlow's own choice of kernels (plain) and with oneDNN's (onednn) in turn, one picture at a time and in batches, then layer by layer. The fastest kernels are remembered for this machine, and every later run uses them.",
    'Close other programs first: what they take is missing here.',
  ],
  examples: ['bench', 'bench --network paper --weights untrained --rounds 30', 'bench --json'],
  run(values, operands, context) {
    refuseOperands(operands);
    const rounds =
      values.rounds === undefined ? undefined : readCount('--rounds', values.rounds, MOST_ROUNDS);
    const remember = values['measure-only'] !== true;
    const model = chooseModel(values, context.env);
    return withInference(context, async ({ client, bar, signal }) => {
      bar.say(`Loading ${model.title} …`);
      const report = await client.call(
        'bench',
        { model, remember, ...(rounds !== undefined && { rounds }) },
        { signal, onProgress: ({ done, total }) => bar.say(`Run ${done} of ${total}`) },
      );
      const profile = await client.call(
        'profile',
        { model },
        { signal, onProgress: ({ done, total }) => bar.say(`Layer by layer, run ${done} of ${total}`) },
      );
      bar.clear();
      context.stdout.write(
        values.json === true
          ? `${jsonText({ ...report, profile })}\n`
          : `${benchText(report, remember)}\n\n${profileText(model.title, profile, SLOWEST)}\n`,
      );
      return 0;
    });
  },
});

function benchText(report: BenchReport, remember: boolean): string {
  const { machine, backend, model, ways, chosen, remembered, macs, peakGflops } = report;
  const columns = [
    { title: 'kernels' },
    ...['batch', 'ms', 'fastest', 'pictures/s', 'GFLOPS', 'of peak'].map(right),
  ];
  const { height, width } = model.input;
  return [
    `${model.title}, ${height}×${width}, ${(macs / 1e9).toFixed(2)} GMACs; ${machine.processor}, ${machine.cores} cores; TensorFlow ${backend.version}`,
    '',
    ...textTable(
      columns,
      ways.map((way) => row(way, peakGflops)),
    ),
    '',
    `Milliseconds are per picture, medians. A large matrix product reaches ${peakGflops.toFixed(1)} GFLOPS here; the process took ${(report.peakResidentBytes / 1e6).toFixed(0)} MB at most.`,
    `Fastest: ${chosen}.${kept(remember, remembered)}`,
  ].join('\n');
}

function kept(remember: boolean, remembered: boolean): string {
  if (!remember) return '';
  return remembered
    ? ' Remembered: later runs use it.'
    : ' It could not be remembered: the cache folder cannot be written to.';
}

function row({ kernels, batch, median, fastest, gflops }: BenchWay, peak: number): readonly string[] {
  return [
    kernels,
    String(batch),
    median.toFixed(1),
    fastest.toFixed(1),
    (1000 / median).toFixed(1),
    gflops.toFixed(1),
    `${((100 * gflops) / peak).toFixed(0)} %`,
  ];
}
