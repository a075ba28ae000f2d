import path from 'node:path';
import { resolveModel } from '../../model/weights/catalogue';
import { compareInReader, inspectInReader, type InspectingOptions } from '../../model/weights/readerProcess';
import { inspectionData } from '../../shared/inspection';
import { XceptionError } from '../../shared/xceptionError';
import type { CliContext } from '../cliContext';
import { coloured } from '../colours';
import { defineCommand } from '../command';
import { jsonText } from '../jsonText';
import { readAction } from '../readAction';
import { comparisonData, comparisonText } from '../weights/comparisonText';
import { inspectionText } from '../weights/inspectionText';
import { withProgress } from '../withProgress';

const ACTIONS = ['inspect', 'compare'] as const;

export const weights = defineCommand({
  name: 'weights',
  about: 'what a weights file holds, tensor by tensor, or how two of them differ',
  operands: 'inspect FILE|ID | compare A B',
  options: {
    json: { type: 'boolean', about: 'one JSON object on stdout, and nothing else there' },
  },
  notes: [
    'FILE is whatever can be opened as a model: Keras (.keras, .h5), PyTorch (.pth, .pt), safetensors, TensorFlow.js (model.json), a SavedModel folder. It is read by a process of its own under limits of time and memory, and nothing in it is run.',
    'compare pairs tensors by the variable of the network that they are, whatever the files call them, so that a file of Keras can be compared with one of PyTorch. Differences are B minus A; relative is the length of the difference as a share of the length of A.',
    'A file that fits no network has a report too: which network it comes closest to, and what is missing, too much, or of another shape. The exit code is 0 for a model that can be used, else 1.',
  ],
  examples: [
    'weights inspect kitchenware',
    'weights inspect my_model.keras --json',
    'weights compare imagenet fine_tuned.h5',
  ],
  run(values, [word, ...files], context) {
    if (word === undefined) {
      throw new XceptionError(
        'usage',
        'Say what to do: "xception weights inspect FILE" or "xception weights compare A B".',
      );
    }
    const act = readAction('weights', word, ACTIONS) === 'inspect' ? inspect : compare;
    return act(files, values.json === true, context);
  },
});

async function inspect(files: readonly string[], json: boolean, context: CliContext): Promise<number> {
  const [file, ...more] = files;
  if (file === undefined || more.length > 0)
    throw new XceptionError('usage', 'Say which file: "xception weights inspect FILE".');
  const source = weightsPath(file);
  const report = await withBar(context, (options) => inspectInReader(source, options));
  const { stdout, stderr } = context;
  stdout.write(`${json ? jsonText(inspectionData(report)) : inspectionText(report)}\n`);
  if (!report.problem) return 0;
  stderr.write(`${coloured(`xception weights: ${report.problem.message}`, 'red', stderr)}\n`);
  return 1;
}

async function compare(files: readonly string[], json: boolean, context: CliContext): Promise<number> {
  const [a, b, ...more] = files;
  if (a === undefined || b === undefined || more.length > 0)
    throw new XceptionError('usage', 'Say which two files: "xception weights compare A B".');
  const [left, right] = [weightsPath(a), weightsPath(b)];
  const comparison = await withBar(context, (options) => compareInReader(left, right, options));
  context.stdout.write(`${json ? jsonText(comparisonData(comparison)) : comparisonText(comparison)}\n`);
  return 0;
}

function weightsPath(file: string): string {
  const { source } = resolveModel(file);
  if (source.kind !== 'file') throw new XceptionError('usage', `${file} is no file.`);
  return source.path;
}

/** Lets the reader process read, which Ctrl+C ends, and shows how far it is. */
function withBar<T>(context: CliContext, read: (options: InspectingOptions) => Promise<T>): Promise<T> {
  return withProgress(context, ({ bar, signal }) =>
    read({
      entry: path.join(context.dist, 'reader.js'),
      signal,
      onProgress: ({ done, total }) => {
        bar.say(`Tensor ${done} of ${total}`);
      },
    }),
  );
}
