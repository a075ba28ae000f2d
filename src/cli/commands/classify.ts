import { FITS, RESIZE_METHODS } from '../../shared/classification';
import { XceptionError } from '../../shared/xceptionError';
import { NETWORK_IDS } from '../../model/arch/buildNetwork';
import { checkNetwork, chooseModel } from '../classify/chooseModel';
import { classifyRun, countClassified } from '../../model/worker/classifyRun';
import { jsonView, tableView } from '../classify/runViews';
import { listPictures } from '../../model/image/listPictures';
import { defineCommand } from '../command';
import { INTERRUPTED } from '../interrupt';
import { readCount } from '../readValues';
import { withInference } from '../withInference';

export const classify = defineCommand({
  name: 'classify',
  about: 'what is on photographs: labels with probabilities',
  operands: 'PATH…',
  options: {
    model: { type: 'string', value: 'FILE|ID', about: 'a model file, or an id such as kitchenware' },
    network: { type: 'string', value: 'N', choices: NETWORK_IDS, about: 'which network the weights are for' },
    weights: {
      type: 'string',
      value: 'FILE',
      about: 'a model file for --network; "untrained" for weights that know nothing',
    },
    top: { type: 'string', value: 'K', about: 'labels per picture; 3 by default' },
    resize: { type: 'string', value: 'M', choices: RESIZE_METHODS, about: "instead of the model's own" },
    fit: { type: 'string', value: 'F', choices: FITS, about: "instead of the model's own" },
    json: { type: 'boolean', about: 'one JSON object on stdout, and nothing else there' },
  },
  notes: [
    'PATH is a picture or a folder; of a folder, all pictures beneath it are taken, sorted. Without --model, the model that XCEPTION_MODEL names is used, else the sample model kitchenware.',
    'Ctrl+C stops the run and prints what is done.',
  ],
  examples: [
    'classify photo.jpg',
    'classify photographs/ --top 5 --json',
    'classify photo.jpg --model my-model.keras --resize bilinear --fit crop',
    'classify photo.jpg --network article --weights untrained',
  ],
  run(values, paths, context) {
    if (paths.length === 0) {
      throw new XceptionError('usage', 'Say which pictures: a file or a folder, or several.');
    }
    const topK = readCount('--top', values.top ?? '3', 100_000);
    const model = chooseModel(values, context.env);
    const preprocessing = {
      ...(values.resize !== undefined && { resize: values.resize }),
      ...(values.fit !== undefined && { fit: values.fit }),
    };
    return withInference(context, async ({ client, bar, signal }) => {
      const slots = await listPictures(paths, signal);
      bar.say(`Loading ${model.title} …`);
      const view = values.json === true ? jsonView(bar, slots) : tableView(context.stdout, bar, slots, topK);
      const job = { model, slots, topK, preprocessing, signal };
      const report = await classifyRun(client, job, {
        ...view,
        ready(start) {
          checkNetwork(values.network, start.model.network, start.model.weights);
          view.ready(start);
        },
      });
      bar.clear();
      context.stdout.write(view.end(report));
      if (signal.aborted) return INTERRUPTED;
      return countClassified(report.results) === slots.length ? 0 : 1;
    });
  },
});
