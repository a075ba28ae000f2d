import path from 'node:path';
import * as z from 'zod/mini';
import { loadedModel } from '../../api/loadedModel';
import { namedModel } from '../../model/weights/catalogue';
import { EXPLAIN_METHODS, type Explanation } from '../../shared/explainProtocol';
import { defineTool } from '../agentTool';
import { model } from '../inputs';
import { about, modelData } from './classifyImages';

export const explainImage = defineTool({
  name: 'explain_image',
  title: 'Explain an image',
  about:
    'Shows where an Xception network looked when it judged a picture: a heat map over the picture, as an image, with where its peak is, and a test of the map (what hiding the marked part does to the probability). Use it after classify_images, to tell whether an answer rests on the thing itself.',
  input: z.object({
    path: z.string().check(z.describe('A picture file')),
    model,
    class: z.optional(
      z
        .string()
        .check(z.describe('Label or index of the class to explain; the most probable one by default')),
    ),
    method: z.optional(
      z
        .enum(EXPLAIN_METHODS)
        .check(z.describe('gradcam by default; scorecam and occlusion run the network many times')),
    ),
    layer: z.optional(z.string().check(z.describe('A layer with maps; the last one by default'))),
  }),
  readsFiles: true,
  async run({ path: given, model: name, class: label, method, layer }, context) {
    const { inference, files, defaultModel, signal, progress } = context;
    const file = await files.resolve(given);
    const request = namedModel(await files.model(name ?? defaultModel()));
    const loaded = await loadedModel(inference, request, () => Promise.resolve(), { signal });
    const explanation = await loaded.explain(file, {
      ...{ signal, deletion: true },
      onProgress: progress,
      ...(label !== undefined && { class: label }),
      ...(method !== undefined && { method }),
      ...(layer !== undefined && { layer }),
    });
    const { prediction, predictions, heatmap, deletion, layer: at, overlay } = explanation;
    const { width, height, peak } = heatmap;
    return {
      text: [about(loaded.record), ...sentences(path.basename(file), explanation)].join('\n\n'),
      data: {
        model: modelData(loaded.record),
        file: files.shown(file),
        ...{ method: explanation.method, layer: at, prediction, predictions },
        heatmap: { width, height, peak },
        deletion,
      },
      images: [overlay],
    };
  },
});

function sentences(
  name: string,
  { method, layer, prediction, heatmap, deletion }: Explanation,
): readonly string[] {
  const { width, height, peak } = heatmap;
  const across = Math.round((100 * (peak.x + 0.5)) / width);
  const down = Math.round((100 * (peak.y + 0.5)) / height);
  return [
    `${name}: what speaks for ${prediction.label} (${percent(prediction.probability)}), by ${method}${layer === null ? '' : ` at ${layer}`}. The peak is at ${across} % of the width and ${down} % of the height, from the top left.`,
    ...(deletion
      ? [
          `Test of the map: hiding the ${percent(deletion.share)} that it marks most leaves ${percent(deletion.hidden)}; hiding as much at random leaves ${percent(deletion.random)}.`,
        ]
      : []),
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
