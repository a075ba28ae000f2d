import type { DatasetMethods } from '../../shared/datasetProtocol';
import type { Handlers } from '../../shared/rpc';
import { evaluateRun } from './evaluateRun';
import { judgedPictures } from './run/judgedPictures';
import { openRun } from './run/openRun';
import { readFeatures } from './run/readFeatures';
import { readPictures } from './run/readPictures';
import { RunDesk } from './run/runDesk';
import { FindDesk } from './find/findDesk';
import type { DatasetStore } from './store/datasetStore';
import { allRuns, forgetRun, runById, setState } from './store/runTable';

/** What the dataset process answers, as handlers for its endpoint. */
export function datasetService(store: DatasetStore): Handlers<DatasetMethods> {
  const desks = new Map<number, RunDesk>();
  const deskOf = (run: number): RunDesk => {
    const desk = desks.get(run) ?? new RunDesk(store.sqlite, run);
    desks.set(run, desk);
    return desk;
  };
  let finder: FindDesk | undefined;
  const find = (): FindDesk => (finder ??= new FindDesk(store.sqlite));
  /** A store that turns out to be damaged is set aside, so that the next call finds a sound one. */
  const guarded = async <T>(work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (thrown) {
      throw store.understand(thrown, () => {
        desks.clear();
        finder = undefined;
      });
    }
  };

  return {
    openRun: (request, { signal, progress }) =>
      guarded(async () => {
        const record = await openRun(store.sqlite, request, { signal, progress });
        // What was handed out before may have to be handed out again.
        desks.delete(record.run);
        finder?.doubt();
        const damaged = store.takeDamaged();
        if (!damaged) return record;
        return { ...record, notes: [...record.notes, { file: store.file, error: damaged.toData() }] };
      }),
    nextWork: ({ run, most }, { signal }) => guarded(() => deskOf(run).next(most, signal)),
    record: ({ run, results }) =>
      guarded(() => {
        finder?.doubt();
        return deskOf(run).record(results);
      }),
    setRunState: ({ run, state }) =>
      guarded(() => {
        setState(store.sqlite, run, state);
        // Nobody brings back any more what was handed out.
        if (state !== 'open') desks.delete(run);
        return runById(store.sqlite, run).record;
      }),
    runs: () => guarded(() => allRuns(store.sqlite)),
    forgetRun: ({ run }) =>
      guarded(() => {
        desks.delete(run);
        finder?.doubt();
        forgetRun(store.sqlite, run);
        return null;
      }),
    pictures: (query) => guarded(() => readPictures(store.sqlite, query)),
    judged: (query, { signal, progress }) =>
      guarded(() => judgedPictures(store.sqlite, query, { signal, emit: progress })),
    evaluate: (request, { signal }) =>
      guarded(async () => {
        const { classes, mapping, withoutAnswer, evaluation } = await evaluateRun(
          store.sqlite,
          request,
          signal,
        );
        return { classes, mapping, withoutAnswer, evaluation };
      }),
    answered: ({ actual, predicted, ...request }, { signal }) =>
      guarded(async () => {
        const { judged } = await evaluateRun(store.sqlite, request, signal);
        return judged
          .filter((one) => one.actual === actual && one.predicted === predicted)
          .map(({ path }) => path);
      }),
    answers: (request, { signal }) =>
      guarded(async () => (await evaluateRun(store.sqlite, request, signal)).answers),
    features: (query, { signal, progress }) =>
      guarded(() => readFeatures(store.sqlite, query, { signal, emit: progress })),
    similar: (query, { signal }) => guarded(() => find().similar(query, signal)),
    duplicates: (query, context) => guarded(() => find().duplicates(query, context)),
    map: (query, context) => guarded(() => find().map(query, context)),
  };
}
