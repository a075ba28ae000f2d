import type {
  FolderSurvey,
  SurveyRequest,
  TrainEvent,
  TrainMethods,
  TrainReport,
  TrainRequest,
} from '../../shared/trainProtocol';
import { withOneTaskProcess } from '../worker/oneTaskProcess';

export interface TrainerOptions {
  /** Path of the bundled entry of the training process. */
  readonly entry: string;
  /** On top of the environment that each process of ours gets. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Ends it without a result. */
  readonly signal?: AbortSignal | undefined;
  /** Ends it with what is best until now. */
  readonly stop?: AbortSignal | undefined;
  readonly onEvent?: (event: TrainEvent) => void;
  readonly onStart?: (pid: number | undefined) => void;
}

const TASK = 'The training';

/**
 * Trains in a process of its own, whose memory ends with it.
 *
 * @throws XceptionError what the training throws; `process-ended` when the process dies; `cancelled`, once what was written is
 * removed
 */
export function trainInProcess(request: TrainRequest, options: TrainerOptions): Promise<TrainReport> {
  const { entry, env, signal, stop, onEvent, onStart } = options;
  return withOneTaskProcess<TrainMethods, TrainReport>(
    { entry, env, task: TASK },
    async (trainer, { pid }) => {
      onStart?.(pid);
      // A process that has gone meanwhile fails the call that is waited for.
      const end = (): void => void trainer.call('stop', null).catch(() => undefined);
      stop?.addEventListener('abort', end, { once: true });
      try {
        return await trainer.call('train', request, { signal, onProgress: onEvent });
      } finally {
        stop?.removeEventListener('abort', end);
      }
    },
  );
}

/** Looks at a folder of pictures in a process of its own. */
export function surveyInProcess(
  request: SurveyRequest,
  options: Pick<TrainerOptions, 'entry' | 'env' | 'signal'> & {
    readonly onProgress?: (progress: TrainMethods['survey']['progress']) => void;
  },
): Promise<FolderSurvey> {
  const { entry, env, signal, onProgress } = options;
  return withOneTaskProcess<TrainMethods, FolderSurvey>({ entry, env, task: TASK }, (trainer) =>
    trainer.call('survey', request, { signal, onProgress }),
  );
}
