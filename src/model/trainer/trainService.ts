import type { Handlers } from '../../shared/rpc';
import type { TrainMethods } from '../../shared/trainProtocol';
import { XceptionError } from '../../shared/xceptionError';
import { surveyFolder } from '../train/surveyFolder';
import { trainModel, type TrainTools } from './trainModel';

export interface TrainServiceOptions extends Pick<TrainTools, 'prepare' | 'reader' | 'version'> {
  /** Aborted when whoever wants the training is gone. */
  readonly parentGone: AbortSignal;
}

/** What the training process answers, as handlers for its endpoint: one training at a time. */
export function trainService({ parentGone, ...tools }: TrainServiceOptions): Handlers<TrainMethods> {
  let training = false;
  let stopAsked = false;
  return {
    survey: async (request, { signal, progress }) => {
      const { survey } = await surveyFolder(request, {
        signal: AbortSignal.any([signal, parentGone]),
        onProgress: (done, total) => {
          progress({ done, total });
        },
      });
      return survey;
    },
    train: async (request, { signal, progress }) => {
      if (training) throw new XceptionError('usage', 'A training goes on already in this process.');
      training = true;
      stopAsked = false;
      try {
        return await trainModel(request, {
          ...tools,
          signal: AbortSignal.any([signal, parentGone]),
          stopAsked: () => stopAsked,
          emit: progress,
        });
      } finally {
        training = false;
      }
    },
    stop: () => {
      stopAsked = true;
      return null;
    },
  };
}
