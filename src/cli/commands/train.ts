import path from 'node:path';
import { FITS, RESIZE_METHODS } from '../../shared/classification';
import { AUGMENTATIONS, FINE_TUNINGS, HEAD_KINDS, OPTIMIZERS, SCHEDULES } from '../../shared/trainProtocol';
import { XceptionError } from '../../shared/xceptionError';
import { NETWORK_IDS } from '../../model/arch/buildNetwork';
import { DEFAULT_TRAINING } from '../../model/train/trainOptions';
import { trainInProcess } from '../../model/trainer/trainerClient';
import { untrainedModel } from '../../model/weights/catalogue';
import { chooseModel } from '../classify/chooseModel';
import { defineCommand } from '../command';
import { jsonText } from '../jsonText';
import { readInputSize } from '../readValues';
import { readTraining } from '../train/readTraining';
import { reportText } from '../train/reportText';
import { TrainProgress } from '../train/trainProgress';
import { withProgress } from '../withProgress';

const DEFAULT = DEFAULT_TRAINING;

export const train = defineCommand({
  name: 'train',
  about: 'teaches a model the classes of a folder: transfer learning, out to Keras',
  operands: 'DIR',
  options: {
    out: { type: 'string', value: 'FILE.keras', about: 'the model to be' },
    model: { type: 'string', value: 'FILE|ID', about: 'whose backbone; the sample model by default' },
    input: { type: 'string', value: 'HxW', about: 'input size in pixels; 299x299 by default' },
    resize: { type: 'string', value: 'M', choices: RESIZE_METHODS, about: "instead of the backbone's own" },
    fit: { type: 'string', value: 'F', choices: FITS, about: "instead of the backbone's own" },
    head: {
      type: 'string',
      value: 'H',
      choices: HEAD_KINDS,
      about: 'softmax regression, or a hidden layer before it',
    },
    hidden: { type: 'string', value: 'N', about: `units of the hidden layer; ${DEFAULT.hidden} by default` },
    dropout: {
      type: 'string',
      value: 'P',
      about: `share of them dropped in training; ${DEFAULT.dropout} by default`,
    },
    optimizer: {
      type: 'string',
      value: 'O',
      choices: OPTIMIZERS,
      about: 'lbfgs for linear, adam for mlp by default',
    },
    rate: {
      type: 'string',
      value: 'R',
      about: `learning rate of adam and sgd; ${DEFAULT.learningRate} by default`,
    },
    schedule: {
      type: 'string',
      value: 'S',
      choices: SCHEDULES,
      about: 'of the learning rate; cosine by default',
    },
    epochs: { type: 'string', value: 'N', about: 'at most; 200 for linear, 60 for mlp by default' },
    batch: {
      type: 'string',
      value: 'N',
      about: `pictures per step of adam and sgd; ${DEFAULT.batch} by default`,
    },
    l2: { type: 'string', value: 'L', about: `weight decay; ${DEFAULT.l2} for linear by default` },
    patience: {
      type: 'string',
      value: 'N',
      about: `epochs without gain before it stops; ${DEFAULT.patience} by default`,
    },
    'class-weights': { type: 'boolean', about: 'every class counts the same, however many pictures it has' },
    augment: {
      type: 'string',
      value: 'A,…',
      about: `changed copies: ${AUGMENTATIONS.join(', ')}, or several with commas`,
    },
    copies: { type: 'string', value: 'N', about: `changed copies per picture; ${DEFAULT.copies} by default` },
    val: {
      type: 'string',
      value: 'SHARE',
      about: `put aside to judge by, without val or test folders; ${DEFAULT.testShare} by default`,
    },
    folds: { type: 'string', value: 'K', about: 'cross-validation with K folds too' },
    'fine-tune': {
      type: 'string',
      value: 'PART',
      choices: FINE_TUNINGS,
      about: 'exit: the exit flow’s last separable convolutions too',
    },
    'fine-tune-epochs': {
      type: 'string',
      value: 'N',
      about: `at most; ${DEFAULT.fineTuneEpochs} by default`,
    },
    'fine-tune-rate': {
      type: 'string',
      value: 'R',
      about: `its learning rate; ${DEFAULT.fineTuneRate} by default`,
    },
    'from-scratch': {
      type: 'string',
      value: 'N',
      choices: NETWORK_IDS,
      about: 'a lesson: this whole network from random weights; adam, 30 epochs, input 96x96 by default',
    },
    seed: { type: 'string', value: 'N', about: 'another draw of everything drawn; 1 by default' },
    force: { type: 'boolean', about: 'replace FILE.keras' },
    json: { type: 'boolean', about: 'one JSON object on stdout, and nothing else there' },
  },
  notes: [
    'Each subfolder of DIR is a class; with subfolders train and val (and test), theirs are. The backbone stays as it is, and a head is trained on its features, which are kept in the cache: a second training takes seconds.',
    'What it is judged by was never seen in training, copies included. Ctrl+C ends the training with what is best until then; a second one ends it without a result.',
  ],
  examples: [
    'train photographs/ --out mine.keras',
    'train photographs/ --head mlp --augment flip,crop --class-weights --out mine.keras',
    'train photographs/ --fine-tune exit --out mine.keras',
    'train photographs/ --from-scratch article --epochs 30 --out lesson.keras',
    'train photographs/ --folds 5 --seed 7 --out mine.keras --json',
  ],
  async run(values, operands, context) {
    const [folder, ...more] = operands;
    if (folder === undefined || more.length > 0) {
      throw new XceptionError(
        'usage',
        'Say which folder to learn from: one, with a subfolder for each class.',
      );
    }
    if (values.out === undefined)
      throw new XceptionError('usage', 'Say where the model goes: --out FILE.keras.');
    if (path.extname(values.out) !== '.keras') {
      throw new XceptionError(
        'usage',
        `A trained model is a .keras file, not "${values.out}". "export" writes other formats of it.`,
      );
    }
    const scratch = values['from-scratch'];
    const options = readTraining(values);
    const model = scratch ? untrainedModel(scratch) : chooseModel({ model: values.model }, context.env);
    const report = await withProgress(context, ({ bar, signal: stop }) => {
      const progress = new TrainProgress(bar, context.stderr);
      const input = readInputSize(values.input ?? (scratch ? '96x96' : '299x299'));
      const preprocessing = {
        ...(values.resize !== undefined && { resize: values.resize }),
        ...(values.fit !== undefined && { fit: values.fit }),
      };
      return trainInProcess(
        {
          ...{ folder, model, input, preprocessing, options, ...(scratch && { scratch }) },
          ...{ out: path.resolve(values.out ?? ''), overwrite: values.force === true },
        },
        {
          entry: path.join(context.dist, 'trainer.js'),
          stop,
          onEvent: (event) => {
            progress.tell(event);
          },
        },
      );
    });
    context.stdout.write(values.json === true ? `${jsonText(report)}\n` : reportText(report));
    return 0;
  },
});
