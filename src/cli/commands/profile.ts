import type { ProfileReport } from '../../shared/explainProtocol';
import { XceptionError } from '../../shared/xceptionError';
import { chooseModel } from '../classify/chooseModel';
import { defineCommand } from '../command';
import { jsonText } from '../jsonText';
import { modelOptions, readPicture } from '../onePicture';
import { profileText } from '../profileText';
import { readCount } from '../readValues';
import { withInference } from '../withInference';

const MOST_RUNS = 1000;

export const profile = defineCommand({
  name: 'profile',
  about: 'how long each layer takes on this machine',
  operands: '[IMAGE]',
  options: {
    runs: { type: 'string', value: 'N', about: 'runs that count; 10 by default' },
    slowest: { type: 'string', value: 'K', about: 'only the K slowest layers, the slowest first' },
    ...modelOptions,
    json: { type: 'boolean', about: 'one JSON object on stdout, and nothing else there' },
  },
  notes: [
    'The network is run layer by layer, one run to warm up and then N; a time is the median of the N. GFLOPS are 2 · MACs in that time; "peak" is what one large matrix product reaches here. Classifying is faster than the sum: it runs a graph in which layers are folded into others.',
    'Without IMAGE a synthetic picture is run: times hardly depend on what is in it.',
  ],
  examples: ['profile --slowest 10', 'profile photo.jpg --network article --weights untrained --json'],
  async run(values, operands, context) {
    const file = operands.length === 0 ? undefined : readPicture(operands);
    const runs = values.runs === undefined ? undefined : readCount('--runs', values.runs, MOST_RUNS);
    const slowest = values.slowest === undefined ? undefined : readCount('--slowest', values.slowest);
    if (slowest !== undefined && values.json === true) {
      throw new XceptionError('usage', '--slowest shortens the table; --json has all layers: give one.');
    }
    const model = chooseModel(values, context.env);
    const report = await withInference(context, ({ client, bar, signal }) => {
      bar.say(`Loading ${model.title} …`);
      return client.call(
        'profile',
        { model, ...(file !== undefined && { file }), ...(runs !== undefined && { runs }) },
        { signal, onProgress: ({ done, total }) => bar.say(`Run ${done} of ${total}`) },
      );
    });
    context.stdout.write(
      values.json === true
        ? `${profileJson(model.id, report)}\n`
        : `${profileText(model.title, report, slowest)}\n`,
    );
    return 0;
  },
});

/** The list last: what is said of the whole is easier found before it. */
function profileJson(model: string, { input, layers, ...figures }: ProfileReport): string {
  return jsonText({ model, input: [null, input.height, input.width, 3], ...figures, layers });
}
