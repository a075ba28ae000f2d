import path from 'node:path';
import * as z from 'zod/mini';
import { grouped } from '../../model/arch/format/numbers';
import { inspectInReader } from '../../model/weights/readerProcess';
import { resolveModel } from '../../model/weights/catalogue';
import { inspectionData, type WeightsInspection } from '../../shared/inspection';
import { XceptionError } from '../../shared/xceptionError';
import { defineTool } from '../agentTool';

/** A model has hundreds of tensors; these lists are for what is wrong. */
const MOST = 20;

export const inspectWeights = defineTool({
  name: 'inspect_weights',
  title: 'Inspect a weights file',
  about:
    'Tells what a weights file holds before anyone trusts it: format, which Xception network it fits, head, classes, labels, SHA-256, missing and extra tensors, NaN. The file is read by a process of its own under limits, and nothing in it is run.',
  input: z.object({
    path: z
      .string()
      .check(
        z.describe(
          'A Keras, PyTorch, safetensors, TensorFlow.js or SavedModel file, or an id that list_models gives',
        ),
      ),
  }),
  readsFiles: true,
  async run({ path: given }, { files, readerEntry, signal, progress }) {
    const { source } = resolveModel(await files.model(given));
    if (source.kind !== 'file') throw new XceptionError('usage', `${given} is no file.`);
    const report = await inspectInReader(source.path, {
      entry: readerEntry,
      signal,
      onProgress: ({ done, total }) => {
        progress(done, total);
      },
    });
    return { text: lines(report).join('\n'), data: data(report) };
  },
});

function data(report: WeightsInspection): Readonly<Record<string, unknown>> {
  const { tensors, missing, extra, mismatched, ...facts } = inspectionData(report);
  const [first, second, third] = [missing, extra, mismatched].map((list) =>
    (list as readonly unknown[]).slice(0, MOST),
  );
  return {
    ...facts,
    missing: first,
    extra: second,
    mismatched: third,
    tensors: (tensors as readonly unknown[]).length,
  };
}

function lines(report: WeightsInspection): readonly string[] {
  const { file, format, bytes, network, head, classes, input, labels, params, sha256, bound, expected } =
    report;
  const nan = report.tensors.filter(({ statistics }) => statistics && statistics.nan + statistics.inf > 0);
  return [
    `**${path.basename(file)}**: ${format}, ${grouped(bytes)} bytes`,
    '',
    `- network: ${network ?? 'none that is known here'}${report.fits ? '' : `; it cannot be used: ${report.problem?.message ?? ''}`}`,
    `- head: ${head.length === 0 ? 'none' : head.join(', ')}; classes: ${classes ?? 'not known'}`,
    `- input: ${input ? input.slice(1).join('×') : 'any size'}`,
    ...(labels ? [`- labels: ${labels.slice(0, MOST).join(', ')}${labels.length > MOST ? ', …' : ''}`] : []),
    `- parameters: ${grouped(params)} in ${report.tensors.length} tensors; ${bound} of ${expected} variables of the network fit`,
    `- missing ${report.missing.length}, extra ${report.extra.length}, of another shape ${report.mismatched.length}; with NaN or infinity ${nan.length}`,
    `- SHA-256: ${sha256}`,
    ...report.warnings.map((warning) => `- warning: ${warning}`),
  ];
}
