import path from 'node:path';
import type { ModelRequest } from '../../shared/classification';
import type { NetworkId } from '../../shared/network';
import { XceptionError } from '../../shared/xceptionError';
import { NETWORK_IDS } from '../../model/arch/buildNetwork';
import { EXPORT_FORMAT_INFO, EXPORT_FORMATS } from '../../model/export/exportFormat';
import { exportInProcess } from '../../model/export/exporterClient';
import type { ExportResult } from '../../model/export/exportRequest';
import { namedModel } from '../../model/weights/catalogue';
import { defineCommand } from '../command';
import { jsonText } from '../jsonText';
import { megabytes } from '../megabytes';
import { readInputSize } from '../readValues';
import { withProgress } from '../withProgress';

export const exportCommand = defineCommand({
  name: 'export',
  about: 'writes a model for Keras, PyTorch, TensorFlow, TensorFlow.js or ONNX',
  operands: 'FILE|ID',
  options: {
    format: { type: 'string', value: 'F', choices: EXPORT_FORMATS, about: 'what to write' },
    out: { type: 'string', value: 'PATH', about: 'the file, or the folder for tfjs and savedmodel' },
    network: {
      type: 'string',
      value: 'N',
      choices: NETWORK_IDS,
      about: 'the network that the model must be',
    },
    input: {
      type: 'string',
      value: 'HxW',
      about: 'input size of a model that takes any; 299x299 by default',
    },
    force: { type: 'boolean', about: 'replace what is there' },
    json: { type: 'boolean', about: 'one JSON object on stdout, and nothing else there' },
  },
  notes: [
    'FILE is a model file, ID an id such as kitchenware, or untrained:paper, untrained:article, untrained:pytorch for weights by formula.',
    ...EXPORT_FORMATS.map((id) => `${id}: ${EXPORT_FORMAT_INFO[id].title}, ${EXPORT_FORMAT_INFO[id].about}.`),
  ],
  examples: [
    'export kitchenware --format keras --out kitchenware.keras',
    'export my-model.h5 --format onnx --out my-model.onnx',
    'export untrained:article --format savedmodel --out article/ --input 150x150',
  ],
  async run(values, operands, context) {
    const { format, out, network } = values;
    const [name, ...more] = operands;
    if (name === undefined || more.length > 0) {
      throw new XceptionError('usage', 'Say which model to export: one file, or one id.');
    }
    if (format === undefined) {
      throw new XceptionError('usage', `Say what to write: --format ${EXPORT_FORMATS.join('|')}.`);
    }
    if (out === undefined) throw new XceptionError('usage', 'Say where it goes: --out PATH.');
    const model = sourceOf(name, network, values.input);
    const result = await withProgress(context, ({ bar, signal }) => {
      bar.say(`Loading ${model.title} …`);
      return exportInProcess(
        { model, format, target: out, overwrite: values.force === true, network },
        {
          entry: path.join(context.dist, 'exporter.js'),
          signal,
          onProgress: ({ doneBytes, totalBytes }) =>
            bar.say(`Writing ${format}: ${Math.floor((100 * doneBytes) / totalBytes)} %`),
        },
      );
    });
    context.stdout.write(
      values.json === true
        ? `${jsonText(resultData(result, out))}\n`
        : sentences(result, out, context.stderr),
    );
    return 0;
  },
});

function sourceOf(name: string, network: NetworkId | undefined, input: string | undefined): ModelRequest {
  const model = namedModel(name, network);
  return input === undefined ? model : { ...model, input: readInputSize(input) };
}

/** The contract of `export --json` (docs/CLI.md). */
function resultData({ format, files, bytes, model, warnings }: ExportResult, out: string): unknown {
  return { format, out, files, bytes, model, warnings };
}

function sentences(
  { model, format, bytes, files, warnings }: ExportResult,
  out: string,
  stderr: { write(text: string): void },
): string {
  for (const warning of warnings) stderr.write(`${warning}\n`);
  const { title, about } = EXPORT_FORMAT_INFO[format];
  const { height, width } = model.input;
  const size = `${megabytes(bytes)} MB${files.length > 1 ? ` in ${files.length} files` : ''}`;
  return [
    `${out}: ${title}, ${size}`,
    `${model.title}, network ${model.network}, ${model.classes} classes, input ${height}×${width}`,
    `For: ${about}.`,
    '',
  ].join('\n');
}
