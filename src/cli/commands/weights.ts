import path from 'node:path';
import { resolveModel } from '../../model/weights/catalogue';
import { inspectInReader } from '../../model/weights/readerProcess';
import { inspectionData, type WeightsInspection } from '../../shared/inspection';
import { XceptionError } from '../../shared/xceptionError';
import type { CliContext } from '../cliContext';
import { coloured } from '../colours';
import { defineCommand } from '../command';
import { onInterrupt } from '../interrupt';
import { jsonText } from '../jsonText';
import { ProgressBar } from '../progressBar';
import { suggest } from '../suggest';
import { inspectionText } from '../weights/inspectionText';

const ACTIONS = ['inspect'];

export const weights = defineCommand({
  name: 'weights',
  about: 'what a weights file holds, tensor by tensor, and whether it fits a network',
  operands: 'inspect FILE|ID',
  options: {
    json: { type: 'boolean', about: 'one JSON object on stdout, and nothing else there' },
  },
  notes: [
    'FILE is whatever can be opened as a model: Keras (.keras, .h5), PyTorch (.pth, .pt), safetensors, TensorFlow.js (model.json), a SavedModel folder. It is read by a process of its own under limits of time and memory, and nothing in it is run.',
    'A file that fits no network has a report too: which network it comes closest to, and what is missing, too much, or of another shape. The exit code is 0 for a model that can be used, else 1.',
  ],
  examples: ['weights inspect kitchenware', 'weights inspect my_model.keras --json'],
  async run(values, [action, ...files], context) {
    if (action !== 'inspect') throw unknownAction(action);
    const [file, ...more] = files;
    if (file === undefined || more.length > 0)
      throw new XceptionError('usage', 'Say which file: "xception weights inspect FILE".');
    const report = await inspect(file, context);
    const { stdout, stderr } = context;
    stdout.write(`${values.json === true ? jsonText(inspectionData(report)) : inspectionText(report)}\n`);
    if (!report.problem) return 0;
    stderr.write(`${coloured(`xception weights: ${report.problem.message}`, 'red', stderr)}\n`);
    return 1;
  },
});

async function inspect(file: string, { dist, stderr }: CliContext): Promise<WeightsInspection> {
  const { source } = resolveModel(file);
  if (source.kind !== 'file') throw new XceptionError('usage', `${file} is no file.`);
  const bar = new ProgressBar(stderr);
  const interrupt = onInterrupt();
  try {
    return await inspectInReader(source.path, {
      entry: path.join(dist, 'reader.js'),
      signal: interrupt.signal,
      onProgress: ({ done, total }) => {
        bar.say(`Tensor ${done} of ${total}`);
      },
    });
  } finally {
    bar.clear();
    interrupt.dispose();
  }
}

function unknownAction(action: string | undefined): XceptionError {
  if (action === undefined)
    return new XceptionError('usage', 'Say what to do: "xception weights inspect FILE".');
  const near = suggest(action, ACTIONS);
  return new XceptionError(
    'usage',
    `weights can ${ACTIONS.join(', ')}, not "${action}".${near === undefined ? '' : ` Did you mean ${near}?`}`,
  );
}
