import type { ModelRequest } from '../../../shared/classification';
import type { InspectionProgress, WeightsInspection } from '../../../shared/inspection';
import type { WeightsComparison } from '../../../shared/weightsComparison';

/** What the reader process answers. */
export type ReaderMethods = {
  /** Reads a model file and writes its weights as a pack. */
  open: {
    params: { readonly request: ModelRequest; readonly memoryLimitBytes: number };
    result: { readonly pack: string };
  };
  /** Tells what a weights file holds; nothing is written. */
  inspect: {
    params: { readonly file: string; readonly memoryLimitBytes: number };
    result: WeightsInspection;
    progress: InspectionProgress;
  };
  /** Compares the weights of two files; nothing is written. */
  compare: {
    params: { readonly a: string; readonly b: string; readonly memoryLimitBytes: number };
    result: WeightsComparison;
    progress: InspectionProgress;
  };
};

/** With this code the process ends itself when it has grown too large. */
export const MEMORY_EXIT_CODE = 77;
