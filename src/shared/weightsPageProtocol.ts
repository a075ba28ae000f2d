import type { InspectionProgress, WeightsInspection } from './inspection';
import type { ErrorData } from './xceptionError';

/** What the page of a weights file shows. */
export type WeightsPageState = {
  /** The file's name. */
  readonly file: string;
  /** Null while nothing is read. */
  readonly reading: InspectionProgress | null;
  /** The last report; stays while a changed file is read anew. */
  readonly report: WeightsInspection | null;
  /** Why there is no report. */
  readonly error: ErrorData | null;
  /** False in Restricted Mode, where models are not used. */
  readonly trusted: boolean;
  /** Whether pictures are classified with this very file. */
  readonly inUse: boolean;
};

/** What the page may ask of the extension. It names no file: there is one. */
export type WeightsHostMethods = {
  /** The document is loaded. */
  ready: { params: null; result: WeightsPageState };
  /** Reads the file again. */
  retry: { params: null; result: null };
  /** Uses the model in this workspace from now on. */
  useModel: { params: null; result: null };
  reveal: { params: null; result: null };
  copy: { params: { readonly text: string }; result: null };
};

/** What the extension tells the page. */
export type WeightsPageMethods = {
  setState: { params: WeightsPageState; result: null };
  setReading: { params: InspectionProgress; result: null };
};
