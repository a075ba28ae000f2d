import type { BackendInfo } from '../../shared/classification';
import type { VerifyReport } from '../../shared/workerProtocol';
import { NETWORK_IDS } from '../../model/arch/buildNetwork';
import { textTable } from '../../model/arch/format/textTable';
import { defineCommand } from '../command';
import { refuseOperands } from '../readValues';
import { jsonText } from '../jsonText';
import { withInference } from '../withInference';

export const verify = defineCommand({
  name: 'verify',
  about: 'runs the networks here, and compares every layer with Keras or PyTorch',
  operands: '',
  options: {
    network: {
      type: 'string',
      value: 'N',
      choices: NETWORK_IDS,
      about: 'only this one; all three by default',
    },
    json: { type: 'boolean', about: 'one JSON object on stdout' },
  },
  notes: [
    'The weights are untrained, by a published formula, and the picture is synthetic: real Keras and PyTorch were given the same. A deviation is the greatest difference of the stored samples of a layer, as a share of that layer\'s standard deviation. "eager" runs layer by layer; "fast" is the graph that classifies, in which some layers are folded into others.',
  ],
  examples: ['verify', 'verify --network paper --json'],
  run(values, operands, context) {
    refuseOperands(operands);
    const { stdout } = context;
    return withInference(context, async ({ client, bar, signal }) => {
      const { backend } = await client.call('status', null, { signal });
      const reports: VerifyReport[] = [];
      for (const network of values.network === undefined ? NETWORK_IDS : [values.network]) {
        bar.say(`Running ${network} …`);
        let layers = 0;
        const onProgress = (): void => {
          bar.say(`Running ${network}: ${++layers} layers compared`);
        };
        const report = await client.call('verify', { network }, { signal, onProgress });
        reports.push(report);
        bar.clear();
        if (values.json !== true) stdout.write(`${reportText(report, backend)}\n`);
      }
      const passed = reports.every((report) => report.passed);
      if (values.json === true) {
        stdout.write(`${jsonText({ backend, passed, networks: reports })}\n`);
      }
      return passed ? 0 : 1;
    });
  },
});

function reportText(report: VerifyReport, backend: BackendInfo): string {
  const { network, madeBy, layers, softmaxDeviation, fastSoftmaxDeviation, passed } = report;
  const worst = layers.reduce(
    (most, { deviation, fastDeviation = 0 }) => Math.max(most, deviation, fastDeviation),
    0,
  );
  return [
    `${network}: ${backend.name} ${backend.version} here, against ${madeBy}`,
    '',
    ...textTable(
      [{ title: 'layer' }, { title: 'eager', align: 'right' }, { title: 'fast', align: 'right' }],
      [
        ...layers.map(({ layer, deviation, fastDeviation }) => [
          layer,
          scientific(deviation),
          fastDeviation === undefined ? 'folded' : scientific(fastDeviation),
        ]),
        ['softmax, relative', scientific(softmaxDeviation), scientific(fastSoftmaxDeviation)],
      ],
    ),
    '',
    `${network}: ${passed ? 'agrees' : 'DOES NOT AGREE'}; the greatest deviation of a layer is ${scientific(worst)} of its standard deviation.`,
    '',
  ].join('\n');
}

function scientific(value: number): string {
  return value === 0 ? '0' : value.toExponential(1);
}
