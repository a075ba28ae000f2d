import * as z from 'zod/mini';
import { diffNetworks } from '../../model/arch/diff';
import { diffText } from '../../model/arch/format/diffText';
import { summaryMarkdown } from '../../model/arch/format/markdown';
import { grouped } from '../../model/arch/format/numbers';
import { summarize } from '../../model/arch/summarize';
import { traceStages, traceText } from '../../model/arch/trace';
import { markdownTable } from '../../shared/markdownTable';
import type { NetworkSummary } from '../../shared/network';
import { defineTool } from '../agentTool';
import { form, formOf, network } from '../inputs';

export const summarizeNetwork = defineTool({
  name: 'summarize_network',
  title: 'Summarize a network',
  about:
    'The structure of an Xception network in numbers: parameters, multiply-accumulates and memory, by block or layer by layer, at any input size and number of classes. Needs no model file.',
  input: z.object({
    network,
    ...form,
    detail: z.optional(
      z
        .enum(['blocks', 'layers'])
        .check(z.describe('blocks by default; layers is a table of more than a hundred rows')),
    ),
  }),
  readsFiles: false,
  run({ network: id, detail = 'blocks', ...size }) {
    const summary = summarize(id, formOf(size));
    const { title, framework, layout, input, classes, totals, layers } = summary;
    const blocks = blockRows(summary);
    return Promise.resolve({
      text: detail === 'layers' ? summaryMarkdown(summary) : blocksText(summary, blocks),
      data: {
        ...{ network: id, title, framework, layout, input, classes, totals },
        ...(detail === 'layers' ? { layers } : { blocks }),
      },
    });
  },
});

interface BlockRow {
  readonly block: string;
  readonly layers: readonly string[];
  readonly outputShape: readonly (number | null)[];
  readonly params: number;
  readonly macs: number;
}

function blockRows({ layers }: NetworkSummary): readonly BlockRow[] {
  return [...new Set(layers.map(({ block }) => block))].map((block) => {
    const own = layers.filter((layer) => layer.block === block);
    return {
      block,
      layers: own.map(({ name }) => name),
      outputShape: own.at(-1)?.outputShape ?? [],
      params: own.reduce((sum, { params }) => sum + params, 0),
      macs: own.reduce((sum, { macs }) => sum + macs, 0),
    };
  });
}

function blocksText(
  { title, input, classes, totals, layers }: NetworkSummary,
  blocks: readonly BlockRow[],
): string {
  const right = { align: 'right' } as const;
  return [
    `${title}, at ${input.height}×${input.width}, ${classes === null ? 'without a head' : `${classes} classes`}: ${layers.length} layers, ${grouped(totals.params)} parameters (${grouped(totals.trainable)} trainable), ${grouped(totals.macs)} multiply-accumulates, ${grouped(totals.activationBytes)} bytes of activations.`,
    markdownTable(
      [
        { title: 'block' },
        { title: 'layers', ...right },
        { title: 'output' },
        { title: 'parameters', ...right },
        { title: 'multiply-accumulates', ...right },
      ],
      blocks.map(({ block, layers: names, outputShape, params, macs }) => [
        block,
        String(names.length),
        outputShape.slice(1).join('×'),
        grouped(params),
        grouped(macs),
      ]),
    ),
  ].join('\n\n');
}

export const traceNetwork = defineTool({
  name: 'trace_network',
  title: 'Trace the shapes of a network',
  about:
    'The shape of the tensor after each stage of an Xception network, at any input size. Needs no model file.',
  input: z.object({
    network,
    ...{ height: form.height, width: form.width },
    every_block: z.optional(
      z.boolean().check(z.describe('A line for each of the eight blocks of the middle flow')),
    ),
  }),
  readsFiles: false,
  run({ network: id, every_block: everyBlock = false, ...size }) {
    const options = { ...formOf(size), everyBlock };
    return Promise.resolve({
      text: traceText(id, options),
      data: { network: id, stages: traceStages(id, options) },
    });
  },
});

export const compareNetworks = defineTool({
  name: 'compare_networks',
  title: 'Compare two networks',
  about:
    'Lays two Xception networks side by side, block by block: what differs, why, and what it costs in parameters, multiply-accumulates and memory. Differences are b minus a. Needs no model file.',
  input: z.object({
    ...{ a: network, b: network },
    ...form,
    detail: z.optional(z.enum(['blocks', 'layers']).check(z.describe('blocks by default'))),
  }),
  readsFiles: false,
  run({ a, b, detail = 'blocks', ...size }) {
    const difference = diffNetworks(a, b, formOf(size));
    return Promise.resolve({
      text: `\`\`\`text\n${diffText(difference, { layers: detail === 'layers' })}\n\`\`\``,
      data: { ...difference },
    });
  },
});
