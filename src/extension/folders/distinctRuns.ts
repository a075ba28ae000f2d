import type { RunRecord } from '../../shared/datasetProtocol';

/** Leaves out runs that only keep the features of another run's pictures: nobody asked for those by name. */
export function distinctRuns(runs: readonly RunRecord[]): readonly RunRecord[] {
  const plain = new Set(runs.filter(({ request }) => !request.wishes.features).map(keyOf));
  return runs.filter((run) => !run.request.wishes.features || !plain.has(keyOf(run)));
}

function keyOf({ request: { scan, labels, model, preprocessing } }: RunRecord): string {
  return JSON.stringify([scan, labels, model.id, preprocessing]);
}
