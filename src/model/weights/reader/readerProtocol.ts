import type { ModelRequest } from '../../../shared/classification';

/** What the reader process answers. */
export type ReaderMethods = {
  /** Reads a model file and writes its weights as a pack. */
  open: {
    params: { readonly request: ModelRequest; readonly memoryLimitBytes: number };
    result: { readonly pack: string };
  };
};

/** With this code the process ends itself when it has grown too large. */
export const MEMORY_EXIT_CODE = 77;
