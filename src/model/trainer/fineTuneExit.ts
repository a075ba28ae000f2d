import type { TrainEvent, TrainOptions } from '../../shared/trainProtocol';
import { fineTune, tailFeatures, type FineTuned, type LabelledMaps } from '../runtime/train/fineTune';
import { exitTail, TailNetwork } from '../runtime/train/tailNetwork';
import { balancedWeights } from '../train/crossEntropy';
import type { Random } from '../train/random';
import type { Weights } from '../weights/tensorFile';
import type { Backbone } from './backbone';
import { EpochClock } from './epochClock';
import type { Learnt } from './learnHead';
import { withTailMaps, type ReadMaps } from './tailMaps';
import type { TrainTools } from './trainModel';
import type { PictureFeatures, TrainingJobs } from './trainingData';

/** A head, and the end of the backbone that was trained with it. */
export interface TunedLearnt extends Learnt {
  /** The backbone's tensors that were changed. */
  readonly tail: Weights;
  readonly tuned: Pick<FineTuned, 'epochs' | 'bestEpoch'>;
}

/**
 * Trains the exit flow's last separable convolutions further, together with the head that was learnt on them as they were.
 *
 * @param load - reads the backbone anew
 * @returns the head with the features that the changed tail gives of the pictures to judge by
 */
export async function fineTuneExit(
  learnt: Learnt,
  load: () => Promise<Backbone>,
  given: {
    readonly jobs: TrainingJobs;
    readonly options: TrainOptions;
    readonly random: Random;
    readonly tools: Pick<TrainTools, 'prepare' | 'signal' | 'emit'>;
    readonly checkpoint: () => 'go on' | 'stop';
  },
): Promise<TunedLearnt> {
  const { tools, options } = given;
  const classes = learnt.fit.layers.at(-1)?.bias.length ?? 0;
  const backbone = await load();
  const layers = exitTail(backbone.facts, backbone.record.input);
  // What comes before is folded where it lies; these are not.
  const own = new Set(layers.tensors);
  const start: Weights = new Map([...backbone.weights].filter(([name]) => own.has(name)));
  const places = placesOf(given.jobs);
  const progress = {
    ...tools,
    onProgress: (value: Omit<Extract<TrainEvent, { kind: 'features' }>, 'kind'>): void => {
      tools.emit({ kind: 'features', ...value });
    },
  };
  return withTailMaps(backbone, layers, given.jobs.jobs.flat(), progress, async (read) => {
    const tail = new TailNetwork(layers, start);
    try {
      const { train, validation, test } = learnt.sides;
      const clock = new EpochClock(options.fineTuneEpochs);
      const labels = train.map(({ picture }) => picture.label);
      const result = await fineTune(
        tail,
        start,
        learnt.fit,
        { train: mapsOf(train, places, read, true), validation: mapsOf(validation, places, read, false) },
        {
          ...{ classes, options, random: given.random, checkpoint: given.checkpoint },
          ...(options.classWeights && { classWeights: balancedWeights(labels, classes) }),
          onEpoch: ({ epoch, train: figures, held, best }) => {
            tools.emit({
              ...{ kind: 'epoch', stage: 'fine-tune', epoch, epochs: options.fineTuneEpochs, best },
              ...{ train: figures, ...(held && { held: { ...held, side: 'validation' as const } }) },
              secondsLeft: clock.secondsLeft(epoch),
            });
          },
        },
      );
      const features = tailFeatures(tail, result.weights, mapsOf(test, places, read, false));
      const judged = test.map(({ picture }, index) => ({
        picture,
        features: features.slice(index, index + 1),
      }));
      return {
        fit: { ...learnt.fit, ...result.head, stopped: learnt.fit.stopped || result.stopped },
        sides: { ...learnt.sides, test: judged },
        tail: result.weights,
        tuned: { epochs: result.epochs, bestEpoch: result.bestEpoch },
      };
    } finally {
      tail.dispose();
    }
  });
}

/** Where each picture's jobs begin, by its file. */
function placesOf({ pictures, jobs }: TrainingJobs): ReadonlyMap<string, number> {
  let next = 0;
  return new Map(
    pictures.map(({ file }, index) => {
      const place = next;
      next += jobs[index]?.length ?? 0;
      return [file, place];
    }),
  );
}

/** @param changed - whether the changed copies are among them */
function mapsOf(
  pictures: readonly PictureFeatures[],
  places: ReadonlyMap<string, number>,
  read: ReadMaps,
  changed: boolean,
): LabelledMaps {
  const rows = pictures.flatMap(({ picture, features }) =>
    Array.from({ length: changed ? features.length : 1 }, (_, copy) => ({
      label: picture.label,
      place: (places.get(picture.file) ?? 0) + copy,
    })),
  );
  return {
    labels: rows.map(({ label }) => label),
    read: (wanted) => read(wanted.map((row) => rows[row]?.place ?? 0)),
  };
}
