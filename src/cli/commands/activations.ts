import type { LayerActivations } from '../../shared/explainProtocol';
import { XceptionError } from '../../shared/xceptionError';
import { chooseModel } from '../classify/chooseModel';
import { defineCommand } from '../command';
import { jsonText } from '../jsonText';
import { modelOptions, readPicture } from '../onePicture';
import { readCount } from '../readValues';
import { withInference } from '../withInference';
import { writeOutputIn } from '../writeOutput';

export const activations = defineCommand({
  name: 'activations',
  about: "a layer's feature maps for a picture, and their figures",
  operands: 'IMAGE',
  options: {
    layer: { type: 'string', value: 'NAME', about: 'the layer, by its name in the layer table' },
    maps: { type: 'string', value: 'N', about: 'maps on the sheet, strongest first; 64 by default' },
    out: { type: 'string', value: 'DIR', about: 'a folder for the sheet, LAYER.png' },
    ...modelOptions,
    json: { type: 'boolean', about: 'one JSON object on stdout, and nothing else there' },
  },
  examples: ['activations photo.jpg --layer block14_sepconv2_act --out maps'],
  async run(values, operands, context) {
    const file = readPicture(operands);
    const { layer, out } = values;
    if (layer === undefined) throw new XceptionError('usage', 'Say which layer: --layer NAME.');
    const maps = values.maps === undefined ? undefined : readCount('--maps', values.maps, 4096);
    const model = chooseModel(values, context.env);
    const answer = await withInference(context, ({ client, bar, signal }) => {
      bar.say(`Loading ${model.title} …`);
      return client.call(
        'activations',
        { model, file, layer, ...(maps !== undefined && { maps }) },
        { signal },
      );
    });
    const sheet = out === undefined ? undefined : await writeSheet(out, answer);
    const { type, shape, statistics, timings } = answer;
    context.stdout.write(
      values.json === true
        ? `${jsonText({ file, layer, type, shape: [null, ...shape], statistics, maps: answer.sheet.maps, timings, sheet })}\n`
        : `${describe(answer)}${sheet === undefined ? '' : `${sheet}\n`}`,
    );
    return 0;
  },
});

function writeSheet(folder: string, { layer, sheet }: LayerActivations): Promise<string> {
  return writeOutputIn(folder, `${layer.replace(/[^\w.-]/g, '_')}.png`, sheet.picture.bytes);
}

function describe({ layer, type, shape, statistics }: LayerActivations): string {
  const { mean, std, min, max, zeros, deadChannels, channels } = statistics;
  return [
    `${layer} (${type}), ${shape.join('×')}`,
    `mean ${mean.toPrecision(4)}, std ${std.toPrecision(4)}, from ${min.toPrecision(4)} to ${max.toPrecision(4)}`,
    `${(100 * zeros).toFixed(1)} % zeros; ${deadChannels} of ${channels} channels are 0 everywhere`,
    '',
  ].join('\n');
}
