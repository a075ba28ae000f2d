import path from 'node:path';
import type { ShareWithInterval, TrainEvent, TrainReport, TrainRequest } from '../../shared/trainProtocol';
import { checkTarget } from '../export/atomicTarget';
import type { HeadFit } from '../runtime/train/fitHead';
import { Random } from '../train/random';
import { surveyFolder, type SplitFolder } from '../train/surveyFolder';
import { trainOptions } from '../train/trainOptions';
import { shareWithInterval } from '../train/wilson';
import type { PreparePicture } from '../worker/pictures/prepareHere';
import { hashWeights, loadBackbone, type Backbone } from './backbone';
import { computeFeatures } from './computeFeatures';
import { EpochClock } from './epochClock';
import { fineTuneExit, type TunedLearnt } from './fineTuneExit';
import { baselineOf, judgeHead } from './judgeHead';
import { crossValidate, learnHead, type Learnt } from './learnHead';
import { Stopwatch } from './stopwatch';
import { headWeights, trainedModel } from './trainedModel';
import { cardFile } from './trainingCard';
import { hashData, sidesOf, trainingJobs, type LearningSides, type TrainingJobs } from './trainingData';
import { trainScratch } from './trainScratch';
import { writeTrained } from './writeTrained';

export interface TrainTools {
  readonly prepare: PreparePicture;
  /** Path of the bundled entry of the process that reads model files. */
  readonly reader: string;
  /** This product's own version. */
  readonly version: string;
  readonly signal: AbortSignal;
  /** Whether it shall end with what is best until now. */
  readonly stopAsked: () => boolean;
  readonly emit: (event: TrainEvent) => void;
}

/**
 * Trains a classifier on a folder: looks at the pictures, has the backbone compute their features (from the cache where they
 * are known), trains a head, judges it by pictures it has not seen, and writes the whole model.
 *
 * @throws XceptionError `usage` for a folder that does not suit or a target in the way; `cancelled`; what opening the model
 * and decoding pictures throw; `file-unreadable` when the disk does not take the model
 */
export async function trainModel(given: TrainRequest, tools: TrainTools): Promise<TrainReport> {
  const request = { ...given, options: trainOptions(given.options), out: path.resolve(given.out) };
  const { options, out, overwrite } = request;
  // Asked first, since all else takes longer.
  await checkTarget(out, { folder: false, overwrite });
  const random = new Random(options.seed);
  const clock = new Stopwatch();
  const load = (): Promise<Backbone> => loadBackbone(request, { entry: tools.reader, signal: tools.signal });

  const folder = await look(request, tools);
  if (given.scratch !== undefined) {
    return trainScratch({ ...request, scratch: given.scratch }, folder, clock.lap(), tools);
  }
  const jobs = trainingJobs(folder, options, random.for('augmentation'));
  const survey = clock.lap();
  const { sides, cached, total } = await featuresOf(jobs, await load(), tools);
  const features = clock.lap();
  const { learnt, folds } = await learn(sides, folder.classes, request, tools, random);
  const tuned =
    options.fineTune === 'exit' && !learnt.fit.stopped
      ? await tune(learnt, jobs, load, request, tools)
      : undefined;
  const training = clock.lap();
  // Read anew: what computed the features has folded its weights.
  const backbone = await load();
  const final = tuned ?? { ...learnt, tail: new Map() };
  const model = await trainedModel(backbone, final.fit, final.tail, {
    classes: folder.classes,
    ...options,
    out,
  });
  const report = {
    ...{ out, card: cardFile(out), classes: folder.classes, options, survey: folder.survey },
    network: model.record.network,
    backbone: request.model.title,
    ...{ input: request.input, preprocessing: backbone.record.preprocessing },
    ...judged(final, folder.classes),
    ...(tuned && { fineTuned: { before: accuracyOf(learnt, folder.classes), ...tuned.tuned } }),
    ...(folds.length > 0 && { folds: foldsReport(folds) }),
    features: { total, cached },
    warnings: folder.survey.warnings,
  };
  const bytes = await writeTrained(model, report, overwrite, tools);
  return { ...report, bytes, times: { survey, features, training, writing: clock.lap() } };
}

async function look({ folder, options }: TrainRequest, { signal, emit }: TrainTools): Promise<SplitFolder> {
  const { seed, testShare } = options;
  const found = await surveyFolder(
    { folder, seed, testShare },
    {
      signal,
      onProgress: (done, total) => {
        emit({ kind: 'looking', done, total });
      },
    },
  );
  emit({ kind: 'survey', survey: found.survey });
  return found;
}

async function featuresOf(
  jobs: TrainingJobs,
  backbone: Backbone,
  { prepare, signal, emit }: TrainTools,
): Promise<{ readonly sides: LearningSides; readonly cached: number; readonly total: number }> {
  const { features, cached } = await computeFeatures(backbone, jobs.jobs.flat(), {
    ...{ prepare, signal },
    onProgress: (progress) => {
      emit({ kind: 'features', ...progress });
    },
  });
  return { sides: sidesOf(jobs, features), cached, total: features.length };
}

interface Fold {
  readonly right: number;
  readonly of: number;
}

async function learn(
  sides: LearningSides,
  { length: classes }: readonly string[],
  { options }: TrainRequest,
  tools: TrainTools,
  random: Random,
): Promise<{ readonly learnt: Learnt; readonly folds: readonly Fold[] }> {
  const { emit } = tools;
  const checkpoint = (): 'go on' | 'stop' => ask(tools);
  const folds: Fold[] = [];
  await crossValidate(sides, classes, options, random, checkpoint, (fold, right, of) => {
    folds.push({ right, of });
    emit({ kind: 'fold', fold: fold + 1, folds: options.folds, accuracy: right / of });
  });
  const clock = new EpochClock(options.epochs);
  const learnt = await learnHead(sides, classes, options, random, {
    checkpoint,
    onEpoch: ({ held, ...epoch }, side) => {
      emit({
        ...{ kind: 'epoch', stage: 'head', epochs: options.epochs, ...epoch },
        ...(held && { held: { ...held, side } }),
        secondsLeft: clock.secondsLeft(epoch.epoch),
      });
    },
  });
  return { learnt, folds };
}

function tune(
  learnt: Learnt,
  jobs: TrainingJobs,
  load: () => Promise<Backbone>,
  { options }: TrainRequest,
  tools: TrainTools,
): Promise<TunedLearnt> {
  const random = new Random(options.seed).for('fine-tune');
  return fineTuneExit(learnt, load, { jobs, options, random, tools, checkpoint: () => ask(tools) });
}

/** @throws the signal's reason when it is aborted */
function ask({ signal, stopAsked }: TrainTools): 'go on' | 'stop' {
  signal.throwIfAborted();
  return stopAsked() ? 'stop' : 'go on';
}

function accuracyOf({ fit, sides }: Learnt, classes: readonly string[]): ShareWithInterval {
  const { pictures, wrong } = judgeHead(fit, sides.test, classes);
  return shareWithInterval(pictures - wrong, pictures);
}

function judged(
  { fit, sides, tail }: Learnt & Pick<TunedLearnt, 'tail'>,
  classes: readonly string[],
): Pick<TrainReport, 'figures' | 'accuracy' | 'baseline' | 'split' | 'data' | 'weights'> & EpochFacts {
  const figures = judgeHead(fit, sides.test, classes);
  const { train, validation, test } = sides;
  return {
    figures,
    accuracy: shareWithInterval(figures.pictures - figures.wrong, figures.pictures),
    baseline: baselineOf(train, test),
    split: { train: train.length, validation: validation.length, test: test.length },
    data: hashData(classes, sides),
    weights: hashWeights(new Map([...headWeights(fit), ...tail])),
    ...epochFacts(fit),
  };
}

type EpochFacts = Pick<TrainReport, 'epochs' | 'bestEpoch' | 'lastTrain' | 'stopped'>;

function epochFacts({ epochs, bestEpoch, stopped, train }: HeadFit): EpochFacts {
  return { epochs, bestEpoch, stopped, lastTrain: train };
}

function foldsReport(folds: readonly Fold[]): NonNullable<TrainReport['folds']> {
  const accuracies = folds.map(({ right, of }) => right / of);
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  return {
    accuracies,
    mean: sum(accuracies) / accuracies.length,
    accuracy: shareWithInterval(sum(folds.map(({ right }) => right)), sum(folds.map(({ of }) => of))),
  };
}
