import { createHash } from 'node:crypto';
import type { TrainReport, TrainRequest } from '../../shared/trainProtocol';
import type { NetworkId } from '../../shared/network';
import { XceptionError } from '../../shared/xceptionError';
import { networks } from '../arch/buildNetwork';
import { checkInputSize } from '../arch/sizeNetwork';
import { fitScratch, scratchProbabilities, type LabelledImages } from '../runtime/train/fitScratch';
import { ScratchNetwork } from '../runtime/train/scratchNetwork';
import { countRightRows } from '../train/countRightRows';
import { Random } from '../train/random';
import type { SplitFolder, SplitPicture } from '../train/surveyFolder';
import { shareWithInterval } from '../train/wilson';
import { DEFAULT_PREPROCESSING } from '../weights/modelRecord';
import { hashWeights } from './backbone';
import {
  checkpointFile,
  checkpointKey,
  readCheckpoint,
  removeCheckpoint,
  writeCheckpoint,
} from './checkpoint';
import { EpochClock } from './epochClock';
import { inBatches } from './inBatches';
import { baselineOf, judgeProbabilities } from './judgeHead';
import { Stopwatch } from './stopwatch';
import { assembledModel } from './trainedModel';
import { cardFile } from './trainingCard';
import { hashData, sidesOf, trainingJobs, type PictureFeatures } from './trainingData';
import type { TrainTools } from './trainModel';
import { writeTrained } from './writeTrained';

/** All pictures lie in memory as the network gets them. */
const MAX_IMAGE_BYTES = 2 ** 31;

/**
 * Trains a whole network from random weights: a lesson in how such a network learns, not a way to a good classifier. After each
 * epoch everything that is needed to go on is written beside the target, so that a kill loses no more than an epoch; the same
 * training asked for again goes on from there.
 *
 * @throws XceptionError `usage` for a folder that does not suit, or a checkpoint of another training in the way; `cancelled`;
 * `file-unreadable` when the disk does not take it
 */
export async function trainScratch(
  request: TrainRequest & { readonly scratch: NetworkId },
  folder: SplitFolder,
  survey: number,
  tools: TrainTools,
): Promise<TrainReport> {
  const { options, out, scratch, input } = request;
  const { classes } = folder;
  const { signal, stopAsked, emit } = tools;
  checkInputSize(input);
  if (
    options.augment.length > 0 ||
    options.folds > 0 ||
    options.fineTune !== 'none' ||
    options.head === 'mlp'
  ) {
    throw new XceptionError(
      'usage',
      'A whole network is trained as it is: head, changed copies, folds and fine-tuning are for a backbone. Leave them out.',
    );
  }
  const clock = new Stopwatch();
  const sides = sidesOf(trainingJobs(folder, options, new Random(options.seed)), []);
  const preprocessing = { ...DEFAULT_PREPROCESSING, ...request.preprocessing };
  const key = createHash('sha256')
    .update(JSON.stringify([hashData(classes, sides), options, scratch, input, preprocessing]))
    .digest('hex');
  const file = checkpointFile(out);
  const from = await findCheckpoint(file, key, request.overwrite);
  const images = await decoded([...sides.train, ...sides.test], { input, preprocessing }, tools);
  const features = clock.lap();

  const network = new ScratchNetwork(scratch, input, classes.length);
  const epochClock = new EpochClock(options.epochs, from?.epoch);
  let last = { loss: Number.NaN, accuracy: 0 };
  const result = await fitScratch(network, imagesOf(sides.train, images), imagesOf(sides.test, images), {
    ...{ side: input, options, random: new Random(options.seed).for(scratch), from },
    onEpoch: async ({ epoch, train, held, best }, put) => {
      last = train;
      await writeCheckpoint(file, { key, ...put() });
      emit({
        ...{ kind: 'epoch', stage: 'scratch', epoch, epochs: options.epochs, train, best },
        ...(held && { held: { ...held, side: 'test' as const } }),
        secondsLeft: epochClock.secondsLeft(epoch),
      });
    },
    checkpoint: () => {
      signal.throwIfAborted();
      return stopAsked() ? 'stop' : 'go on';
    },
  });
  const judge = (pictures: readonly PictureFeatures[]): Float32Array =>
    scratchProbabilities(network, result.weights, imagesOf(pictures, images), input);
  const figures = judgeProbabilities(judge(sides.test), sides.test, classes);
  const learnt = accuracyOf(judge(sides.train), sides.train, classes.length);
  const training = clock.lap();
  const model = await assembledModel(
    {
      ...{ format: 'trained here', network: scratch, input, preprocessing, warnings: [] },
      head: networks[scratch].head(classes.length).map((op) => ({ op })),
    },
    result.weights,
    { classes, preprocessing, out },
  );
  const { survey: found } = folder;
  const report = {
    ...{ out, card: cardFile(out), classes, options, survey: found, figures, network: scratch },
    ...{ backbone: FROM_NOTHING, input, preprocessing },
    split: { train: sides.train.length, validation: sides.validation.length, test: sides.test.length },
    data: hashData(classes, sides),
    weights: hashWeights(result.weights),
    accuracy: shareWithInterval(figures.pictures - figures.wrong, figures.pictures),
    baseline: baselineOf(sides.train, sides.test),
    ...{ epochs: result.epochs, bestEpoch: result.epochs, stopped: result.stopped },
    lastTrain: { loss: last.loss, accuracy: learnt },
    features: { total: images.size, cached: 0 },
    warnings: [LESSON, ...found.warnings],
  };
  const bytes = await writeTrained(model, report, request.overwrite, tools);
  await removeCheckpoint(file);
  return { ...report, bytes, times: { survey, features, training, writing: clock.lap() } };
}

const FROM_NOTHING = 'random weights';
const LESSON =
  'Trained from random weights on few pictures: a lesson in how the network learns. For a classifier to use, train a head on a backbone that has seen ImageNet.';

async function findCheckpoint(
  file: string,
  key: string,
  overwrite: boolean,
): Promise<Awaited<ReturnType<typeof readCheckpoint>> | undefined> {
  const found = await checkpointKey(file);
  if (found === undefined) return undefined;
  if (found === key) {
    try {
      return await readCheckpoint(file);
    } catch {
      // Damaged: begun anew where that is allowed.
    }
  }
  if (overwrite) return undefined;
  throw new XceptionError(
    'usage',
    `${file} is of another training, or damaged. Remove it, choose another name, or add --force to begin anew.`,
  );
}

/** Pictures as the network gets them, by their files. */
async function decoded(
  pictures: readonly PictureFeatures[],
  record: Parameters<typeof inBatches>[0],
  { prepare, signal, emit }: TrainTools,
): Promise<ReadonlyMap<string, Float32Array>> {
  const { height, width } = record.input;
  if (pictures.length * height * width * 12 > MAX_IMAGE_BYTES) {
    throw new XceptionError(
      'usage',
      `${pictures.length} pictures at ${height}×${width} do not fit into memory. Choose a smaller input or fewer pictures.`,
    );
  }
  const images = new Map<string, Float32Array>();
  const jobs = pictures.map(({ picture: { file, content } }) => ({ file, content }));
  await inBatches(
    record,
    jobs,
    { prepare, signal },
    (batch) => batch,
    (start, rows) => {
      rows.forEach((row, i) => images.set(jobs[start + i]?.file ?? '', row));
      emit({ kind: 'features', done: images.size, total: jobs.length, cached: 0 });
      return Promise.resolve();
    },
  );
  return images;
}

function imagesOf(
  pictures: readonly { readonly picture: SplitPicture }[],
  images: ReadonlyMap<string, Float32Array>,
): LabelledImages {
  return {
    images: pictures.map(({ picture }) => images.get(picture.file) ?? new Float32Array()),
    labels: pictures.map(({ picture }) => picture.label),
  };
}

function accuracyOf(
  probabilities: Float32Array,
  pictures: readonly { readonly picture: SplitPicture }[],
  classes: number,
): number {
  const labels = pictures.map(({ picture }) => picture.label);
  return countRightRows(probabilities, labels, classes) / Math.max(1, labels.length);
}
