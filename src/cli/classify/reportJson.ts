import { isFailure, type ImageResult } from '../../shared/classification';
import { jsonText } from '../jsonText';
import type { RunReport } from '../../model/worker/classifyRun';

/** The contract of `classify --json` (docs/CLI.md). Fields are added to it, never renamed or removed. */
export function reportJson({ backend, model, results }: RunReport): string {
  const { id, network, weights, classes } = model;
  return jsonText({
    backend: { name: backend.name, version: backend.version },
    model: { id, network, weights, classes },
    results: results.map(resultJson),
  });
}

function resultJson(result: ImageResult): unknown {
  if (isFailure(result)) return { file: result.file, error: result.error };
  const { file, predictions, input, timings } = result;
  return { file, predictions, input, timings };
}
