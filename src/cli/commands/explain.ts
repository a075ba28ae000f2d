import { EXPLAIN_METHODS, type Explanation, type HeatmapFigures } from '../../shared/explainProtocol';
import { classNamed } from '../../shared/classNamed';
import { XceptionError } from '../../shared/xceptionError';
import { chooseModel } from '../classify/chooseModel';
import { defineCommand } from '../command';
import { jsonText } from '../jsonText';
import { modelOptions, readPicture } from '../onePicture';
import { percent } from '../percent';
import { withInference } from '../withInference';
import { writeOutput } from '../writeOutput';

export const explain = defineCommand({
  name: 'explain',
  about: 'where the network looked: a heat map over the picture',
  operands: 'IMAGE',
  options: {
    method: { type: 'string', value: 'M', choices: EXPLAIN_METHODS, about: 'gradcam by default' },
    class: { type: 'string', value: 'C', about: 'label or index; the most probable class by default' },
    layer: { type: 'string', value: 'NAME', about: 'a layer with maps; the last one by default' },
    out: { type: 'string', value: 'FILE', about: 'where the picture goes, a PNG' },
    ...modelOptions,
    json: { type: 'boolean', about: 'one JSON object on stdout, and nothing else there' },
  },
  notes: [
    'The map is tested too: the fifth of the picture that it marks most is hidden, and as much at random; what that does to the probability of the class is said.',
    'scorecam and occlusion run the network many times and take longer.',
  ],
  examples: [
    'explain photo.jpg --out where.png',
    'explain photo.jpg --method occlusion --class cup --out where.png',
  ],
  async run(values, operands, context) {
    const file = readPicture(operands);
    const { out, method = 'gradcam', layer } = values;
    if (out === undefined) throw new XceptionError('usage', 'Say where the picture goes: --out FILE.png.');
    const model = chooseModel(values, context.env);
    const explanation = await withInference(context, async ({ client, bar, signal }) => {
      bar.say(`Loading ${model.title} …`);
      const record = await client.call('load', model, { signal });
      const classIndex = values.class === undefined ? undefined : classNamed(values.class, record);
      return client.call(
        'explain',
        {
          model,
          file,
          method,
          deletion: {},
          raw: values.json === true,
          ...(classIndex !== undefined && { classIndex }),
          ...(layer !== undefined && { layer }),
        },
        {
          signal,
          onProgress: ({ done, total }) => bar.say(`${method}: ${done} of ${total}`),
        },
      );
    });
    await writeOutput(out, explanation.overlay.bytes);
    const { overlay, layer: at, prediction, deletion, runs, milliseconds } = explanation;
    const heatmap = { ...explanation.heatmap, values: rowsOf(explanation.heatmap) };
    const size = { width: overlay.width, height: overlay.height };
    const figures = { method, layer: at, prediction, heatmap, deletion, runs, milliseconds };
    context.stdout.write(
      values.json === true
        ? `${jsonText({ file, out, ...size, ...figures })}\n`
        : sentences(file, out, explanation),
    );
    return 0;
  },
});

/** The map itself, before it is enlarged: a list for each row. */
function rowsOf({ width, height, values }: HeatmapFigures): number[][] | undefined {
  return (
    values &&
    Array.from({ length: height }, (_, row) => Array.from(values.subarray(row * width, (row + 1) * width)))
  );
}

function sentences(file: string, out: string, explanation: Explanation): string {
  const { method, layer, prediction, deletion, milliseconds } = explanation;
  const lines = [
    `${file}: what speaks for ${prediction.label} (${percent(prediction.probability)}), by ${method}${layer === null ? '' : ` at ${layer}`}`,
  ];
  if (deletion) {
    lines.push(
      `Hiding the ${percent(deletion.share)} that it marks most: ${percent(deletion.hidden)}; hiding as much at random: ${percent(deletion.random)}.`,
    );
  }
  return [...lines, `${out} in ${Math.round(milliseconds)} ms`, ''].join('\n');
}
