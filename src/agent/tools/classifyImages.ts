import * as z from 'zod/mini';
import { isFailure, type ImageResult, type ModelRecord } from '../../shared/classification';
import { markdownTable } from '../../shared/markdownTable';
import { defineTool } from '../agentTool';
import { classifyFound } from '../classifyFound';
import { model } from '../inputs';

/** A table of more rows says less than its first ones. */
const SHOWN = 50;

export const classifyImages = defineTool({
  name: 'classify_images',
  title: 'Classify images',
  about:
    'Says what is on photographs: the most probable classes of an Xception network with their probabilities. Takes files and folders (all pictures beneath them). A model knows its own classes only, and takes everything for one of them; the answer names the model and how many classes it has.',
  input: z.object({
    paths: z
      .array(z.string())
      .check(z.minLength(1), z.maxLength(100), z.describe('Picture files or folders')),
    model,
    top: z.optional(z.int().check(z.gte(1), z.lte(20), z.describe('Classes for each picture; 3 by default'))),
  }),
  readsFiles: true,
  async run({ paths, model: name, top = 3 }, context) {
    const { record, results, leftOut } = await classifyFound(paths, { model: name, top }, context);
    return {
      text: [about(record), table(results), ...notes(results, leftOut)].join('\n\n'),
      data: { model: modelData(record), results: results.map(resultData), leftOut },
    };
  },
});

export function modelData({
  id,
  title,
  network,
  classes,
  trained,
  warnings,
}: ModelRecord): Readonly<Record<string, unknown>> {
  return { id, title, network, classes, trained, warnings };
}

/** What answers, and what to think of it. */
export function about({ title, network, classes, trained, warnings }: ModelRecord): string {
  return [
    `Model: ${title}, network ${network}, ${classes} classes.`,
    ...(trained ? [] : ['Its weights are untrained: the answers mean nothing.']),
    ...warnings,
  ].join(' ');
}

function table(results: readonly ImageResult[]): string {
  return markdownTable(
    [{ title: 'file' }, { title: 'most likely' }],
    results.slice(0, SHOWN).map((result) => [result.file, verdict(result)]),
  );
}

function verdict(result: ImageResult): string {
  if (isFailure(result)) return `not classified: ${result.error.message}`;
  return result.predictions
    .map(({ label, probability }) => `${label} ${(100 * probability).toFixed(1)} %`)
    .join(', ');
}

function notes(results: readonly ImageResult[], leftOut: number): readonly string[] {
  const failed = results.filter(isFailure).length;
  return [
    `${results.length - failed} classified, ${failed} failed.`,
    ...(results.length > SHOWN ? [`The table shows the first ${SHOWN}.`] : []),
    ...(leftOut > 0
      ? [`${leftOut} more pictures were left out: "xception classify" of the command line takes them all.`]
      : []),
  ];
}

function resultData(result: ImageResult): unknown {
  if (isFailure(result)) return { file: result.file, error: result.error };
  const { file, predictions, entropy } = result;
  return { file, predictions, entropy };
}
