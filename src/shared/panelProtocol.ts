import type { ImageResult, ModelRecord, PreprocessingChoice } from './classification';
import type {
  ActivationsRequest,
  Explanation,
  ExplainRequest,
  LayerActivations,
  PictureRequest,
  ProfileReport,
  ProfileRequest,
  StepProgress,
  VariantsReport,
  VariantsRequest,
} from './explainProtocol';
import type { LayerRow, NetworkId, NetworkSummary, TraceStage } from './network';
import type { Preview } from './workerProtocol';

export const PANEL_PAGES = ['results', 'inside', 'layers'] as const;
export type PanelPage = (typeof PANEL_PAGES)[number];

/** One picture of a run, from the moment it is asked for. */
export type ResultEntry = {
  /** Unique in the session; later entries have greater ones. */
  readonly id: number;
  readonly file: string;
  /** The file's name, and its folder relative to the workspace: what is shown. */
  readonly name: string;
  readonly folder: string;
  /** Absent while the picture waits. */
  readonly result?: ImageResult;
  /** Key into {@link PanelState.models}. */
  readonly model: string;
  readonly preprocessing?: PreprocessingChoice;
};

export type RunState = {
  readonly total: number;
  readonly done: number;
  /** What is happening: "Loading kitchenware …", "Classifying …". */
  readonly activity: string;
};

export type LayerTableRequest = {
  readonly network: NetworkId;
  readonly height: number;
  readonly width: number;
  readonly classes: number;
  readonly includeTop: boolean;
};

/** All that the panel shows. The host owns it; the panel draws it and keeps nothing of its own but scroll and focus. */
export type PanelState = {
  readonly page: PanelPage;
  readonly entries: readonly ResultEntry[];
  /** The models that the entries were classified with, by id. */
  readonly models: Readonly<Record<string, ModelRecord>>;
  readonly selected: number | null;
  readonly run: RunState | null;
  /** Why the last run ended early, for people. */
  readonly problem: string | null;
  readonly table: LayerTableRequest;
};

/** A question about one picture of the list; file, model and preprocessing are the host's to add. */
export type AboutEntry<Request> = Omit<Request, keyof PictureRequest> & { readonly id: number };

/** The map alone: the panel draws it over the picture, which it has. */
export type EntryExplanation = Omit<Explanation, 'overlay'>;

/** What the panel asks of the host about the inside of an entry's model. */
export type InsideMethods = {
  /** The layers of the entry's model, in the network's order. */
  modelLayers: { params: { readonly id: number }; result: readonly LayerRow[] };
  explain: { params: AboutEntry<ExplainRequest>; result: EntryExplanation; progress: StepProgress };
  activations: { params: AboutEntry<ActivationsRequest>; result: LayerActivations };
  profile: { params: AboutEntry<ProfileRequest>; result: ProfileReport; progress: StepProgress };
  variants: { params: AboutEntry<VariantsRequest>; result: VariantsReport; progress: StepProgress };
};

/** What the panel asks of the host. */
export type HostMethods = InsideMethods & {
  ready: { params: null; result: PanelState };
  setPage: { params: { readonly page: PanelPage }; result: null };
  select: { params: { readonly id: number | null }; result: null };
  cancelRun: { params: null; result: null };
  preview: { params: { readonly id: number; readonly maxSide: number }; result: Preview };
  openImage: { params: { readonly id: number }; result: null };
  revealImage: { params: { readonly id: number }; result: null };
  /** Classifies the picture again, with the active model. */
  retry: { params: { readonly id: number }; result: null };
  clear: { params: null; result: null };
  copy: { params: { readonly text: string }; result: null };
  chooseModel: { params: null; result: null };
  layerTable: {
    params: LayerTableRequest;
    result: { readonly summary: NetworkSummary; readonly trace: readonly TraceStage[] };
  };
};

/** What the host tells the panel. */
export type PanelMethods = {
  /** Everything anew: after a restore, a new model, a cleared list. */
  setState: { params: PanelState; result: null };
  /** Added and changed entries, and where the run stands. */
  update: {
    params: {
      readonly entries: readonly ResultEntry[];
      readonly models: Readonly<Record<string, ModelRecord>>;
      readonly run: RunState | null;
      readonly problem: string | null;
      readonly selected: number | null;
    };
    result: null;
  };
};
