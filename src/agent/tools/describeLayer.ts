import * as z from 'zod/mini';
import { codeLine } from '../../model/arch/format/codeLine';
import { costFormula } from '../../model/arch/format/costFormula';
import { grouped } from '../../model/arch/format/numbers';
import { summarize } from '../../model/arch/summarize';
import type { LayerRow, NetworkSummary } from '../../shared/network';
import { didYouMean } from '../../shared/suggest';
import { XceptionError } from '../../shared/xceptionError';
import { defineTool } from '../agentTool';
import { form, formOf, network } from '../inputs';

export const describeLayer = defineTool({
  name: 'describe_layer',
  title: 'Describe a layer',
  about:
    'Tells all about one layer of an Xception network: type, shapes, kernel, parameters, multiply-accumulates and how they follow, receptive field, connections, and the lines of Keras and PyTorch that make it. Needs no model file. summarize_network gives the names of the layers.',
  input: z.object({
    network,
    layer: z.string().check(z.describe('Its name, such as block2_sepconv1')),
    ...form,
  }),
  readsFiles: false,
  run({ network: id, layer: name, ...size }) {
    const summary = summarize(id, formOf(size));
    const layer = findLayer(summary, name);
    const keras = codeLine(layer, 'keras', summary);
    const torch = codeLine(layer, 'pytorch', summary);
    const next = summary.layers.filter(({ inputs }) => inputs.includes(layer.name)).map((row) => row.name);
    return Promise.resolve({
      text: [
        ...facts(layer, next, summary),
        '',
        '```python',
        keras,
        '```',
        '',
        '```python',
        torch,
        '```',
      ].join('\n'),
      data: { network: id, layer, usedBy: next, keras, pytorch: torch },
    });
  },
});

/** @throws XceptionError `usage` with the nearest name */
function findLayer({ layers, title }: NetworkSummary, name: string): LayerRow {
  const layer = layers.find((row) => row.name === name);
  if (layer) return layer;
  const names = layers.map((row) => row.name);
  const some = ` Its layers are ${names.slice(0, 5).join(', ')} …; summarize_network names them all.`;
  throw new XceptionError('usage', `${title} has no layer "${name}".${didYouMean(name, names, some)}`);
}

function facts(
  layer: LayerRow,
  usedBy: readonly string[],
  { title, layout }: NetworkSummary,
): readonly string[] {
  const { inputs, kernel, stride, padding, macs, params, macsShare, paramsShare } = layer;
  const share = (part: number): string => `${(100 * part).toFixed(2)} % of the network`;
  return [
    `**${layer.name}** (${layer.type}) of ${title}, block ${layer.block}, ${layer.flow} flow`,
    '',
    `- input: ${inputs.length === 0 ? 'the picture' : inputs.join(', ')}, ${layer.inputShapes.map(shapeText).join(' and ')}`,
    `- output: ${shapeText(layer.outputShape)}, used by ${usedBy.length === 0 ? 'nothing: it is the last layer' : usedBy.join(', ')}`,
    ...(kernel
      ? [`- window ${kernel.join('×')}, stride ${stride?.join('×') ?? '1×1'}, padding ${padding ?? 'none'}`]
      : []),
    `- parameters: ${grouped(params)} (${share(paramsShare)})`,
    `- multiply-accumulates: ${grouped(macs)} (${share(macsShare)})${macs > 0 ? `: ${costFormula(layer, layout)}` : ''}`,
    `- receptive field: ${layer.receptiveField}×${layer.receptiveField} pixels of the input, in steps of ${layer.receptiveStride}`,
  ];
}

function shapeText(shape: LayerRow['outputShape']): string {
  return `[${shape.map((side) => side ?? 'batch').join(', ')}]`;
}
