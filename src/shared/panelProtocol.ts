import type { EvaluationFormat, EvaluationReport } from './evaluation';
import type { LabelEdit } from './evaluationProtocol';
import type { ImageResult, ModelRecord, PreprocessingChoice } from './classification';
import type {
  ActivationsRequest,
  Explanation,
  ExplainRequest,
  LayerActivations,
  LayerWeights,
  PictureRequest,
  ProfileReport,
  ProfileRequest,
  StepProgress,
  VariantsReport,
  VariantsRequest,
} from './explainProtocol';
import type { InspectionProgress } from './inspection';
import type { LayerRow, NetworkId, NetworkSummary, TraceStage } from './network';
import type { NetworkDiff } from './networkDiff';
import type { ResultFormat } from './resultText';
import type { TrainingPicture, TrainingSettings, TrainingState } from './training';
import type { WeightsComparison } from './weightsComparison';
import type { Preview } from './workerProtocol';

export const PANEL_PAGES = [
  'results',
  'inside',
  'evaluate',
  'map',
  'layers',
  'shapes',
  'compare',
  'train',
] as const;
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
  /** The run of folders that keeps the result; absent of a picture that was asked for by itself. */
  readonly run?: number;
};

export type RunState = {
  readonly total: number;
  readonly done: number;
  /** What is happening: "Loading kitchenware …", "Classifying …". */
  readonly activity: string;
  /** Pictures per second of late, and how long the others take at that; absent until it can be told. */
  readonly perSecond?: number;
  readonly millisecondsLeft?: number;
  /** Whether it rests; absent of a run that cannot. */
  readonly paused?: boolean;
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
  /** Name of the selected layer of the table's network. A table without its top may lack it: nothing is selected then. */
  readonly layer: string | null;
  /** The model in use, as its ref; null as long as none was ever chosen. */
  readonly activeModel: string | null;
  /** The two models whose weights were last asked to be compared, as refs. */
  readonly compared: ComparedModels | null;
  /** The run of a folder whose answers are judged; null until one was chosen. */
  readonly evaluated: number | null;
  /** The few entries that are looked at, if not all. */
  readonly only: EntryChoice | null;
  /** The folder that is trained on; null as long as none was asked for. */
  readonly training: TrainingState | null;
};

/** Some of the list's entries. */
export type EntryChoice = {
  /** What they have in common, for people. */
  readonly title: string;
  readonly ids: readonly number[];
};

export type ComparedModels = {
  readonly a: string;
  readonly b: string;
};

/** A question about one picture of the list; file and preprocessing are the host's to add. */
export type AboutEntry<Request> = Omit<Request, keyof PictureRequest> & {
  readonly id: number;
  /** Another model than the entry's, one of those that `otherModels` answers with. */
  readonly model?: string;
};

/** A model that an entry's own can be compared with. */
export type OtherModel = {
  readonly model: string;
  readonly title: string;
};

/** What there is to choose from in a model. */
export type ModelParts = {
  readonly title: string;
  /** Its classes, by index. */
  readonly labels: readonly string[];
  /** In the network's order. */
  readonly layers: readonly LayerRow[];
};

/** The map alone: the panel draws it over the picture, which it has. */
export type EntryExplanation = Omit<Explanation, 'overlay'>;

/** What the panel asks of the host about the inside of an entry's model. */
export type InsideMethods = {
  /** The other models on this machine. */
  otherModels: { params: { readonly id: number }; result: readonly OtherModel[] };
  /** What the entry's model, or another, is made of. */
  modelParts: { params: AboutEntry<object>; result: ModelParts };
  explain: { params: AboutEntry<ExplainRequest>; result: EntryExplanation; progress: StepProgress };
  activations: { params: AboutEntry<ActivationsRequest>; result: LayerActivations };
  profile: { params: AboutEntry<ProfileRequest>; result: ProfileReport; progress: StepProgress };
  variants: { params: AboutEntry<VariantsRequest>; result: VariantsReport; progress: StepProgress };
  /** How long each layer of a network takes at a size. Its weights do not matter, so none are asked for. */
  profileNetwork: { params: NetworkSize; result: ProfileReport; progress: StepProgress };
};

export type NetworkSize = Pick<LayerTableRequest, 'network' | 'height' | 'width'>;

/** Two networks, or one at two sizes; both with the same head. */
export type NetworkComparisonRequest = {
  readonly a: NetworkSize;
  readonly b: NetworkSize;
} & Pick<LayerTableRequest, 'classes' | 'includeTop'>;

/** What the panel asks of the host about two networks or two models. */
export type CompareMethods = {
  compareNetworks: { params: NetworkComparisonRequest; result: NetworkDiff };
  /** The models on this machine that lie in a file, and those that are being compared. */
  comparableModels: { params: null; result: readonly OtherModel[] };
  /** Compares the weights of two of {@link comparableModels}, and remembers which. */
  compareWeights: { params: ComparedModels; result: WeightsComparison; progress: InspectionProgress };
};

/** A run of folders that can be judged. */
export type EvaluableRun = {
  readonly run: number;
  /** Its folders. */
  readonly title: string;
  readonly model: string;
  readonly done: number;
  readonly total: number;
};

export type PanelEvaluation = EvaluationReport & {
  /** Name of the file that the labels are from; null where they are the folders' names. */
  readonly labelsFile: string | null;
  /** The list's entries of the mistakes, in their order. */
  readonly mistakeEntries: readonly ResultEntry[];
};

/** What the panel asks of the host about how right the answers are. */
export type EvaluateMethods = {
  evaluableRuns: { params: null; result: readonly EvaluableRun[] };
  /** Judges a run; edits are kept for the next time, and replace those before. */
  evaluate: {
    params: { readonly run: number; readonly edits?: readonly LabelEdit[] };
    result: PanelEvaluation;
    progress: StepProgress;
  };
  /** Takes the labels from folders' names, or asks for a file; false when the user turned back. */
  chooseLabels: { params: { readonly run: number; readonly from: 'folders' | 'file' }; result: boolean };
  /** Asks for a CSV and takes the mapping from it; false when the user turned back. */
  readMapping: { params: { readonly run: number }; result: boolean };
  /** Asks where to, and writes the mapping as a CSV. */
  writeMapping: { params: { readonly run: number }; result: null };
  /** Asks where to, and writes the figures. */
  exportEvaluation: {
    params: { readonly run: number; readonly format: EvaluationFormat };
    result: null;
  };
  /** Shows the pictures of one cell of the confusion matrix in the gallery. */
  showAnswered: {
    params: { readonly run: number; readonly actual: string; readonly predicted: string };
    result: null;
  };
};

/** The pictures of a run in the plane: those that the model's backbone takes for alike lie side by side. */
export type PanelMap = {
  /** `[pictures, 2]`, from -1 to 1. */
  readonly points: Float32Array;
  readonly pictures: readonly MapPicture[];
};

export type MapPicture = {
  readonly name: string;
  /** The list's entry; absent of a picture that was cleared from the list. */
  readonly id?: number;
  readonly label?: string;
  /** The most probable class; of a picture that is judged, in the words of the labels. */
  readonly predicted?: string;
  /** Absent of a picture that cannot be judged. */
  readonly right?: boolean;
};

/** What the panel asks of the host about the map of a run's pictures. */
export type MapMethods = {
  /** Places a run's pictures in the plane; computes their features where they are lacking. */
  pictureMap: { params: { readonly run: number }; result: PanelMap; progress: StepProgress };
  /** Shows these entries in the gallery. */
  showChosen: { params: { readonly ids: readonly number[] }; result: null };
};

/** What the panel asks of the host about training a classifier. */
export type TrainingMethods = {
  /** Asks for a folder and looks at it; null when the user turned back. */
  chooseTrainingFolder: { params: null; result: null };
  /** Looks at the pictures of the folder anew. */
  lookAgain: { params: null; result: null };
  /** Asks where the model goes, and begins; false when the user turned back. */
  startTraining: { params: TrainingSettings; result: boolean };
  /** Begins the last training anew: the same settings, the same file. */
  retryTraining: { params: null; result: null };
  /** Ends the training with what is best until now. */
  stopTraining: { params: null; result: null };
  /** Ends it, or the look at the pictures, without a result. */
  cancelTraining: { params: null; result: null };
  /** Uses the model that was trained in this workspace. */
  useTrained: { params: null; result: null };
  /** Shows where it lies. */
  revealTrained: { params: null; result: null };
  openTrainingCard: { params: null; result: null };
  trainingPicture: {
    params: { readonly picture: TrainingPicture; readonly maxSide: number };
    result: Preview;
  };
  /** Shows a picture that the model gets wrong among the results, as the model sees it. */
  openMistake: { params: { readonly index: number }; result: null };
};

export type AboutLayer = {
  /** One sentence or a few, with the layer's own numbers. */
  readonly does: string;
  /** The line that makes the layer. */
  readonly keras: string;
  readonly pytorch: string;
  /** Where the paper and this product's documentation speak of it. */
  readonly paper: string;
  readonly heading: string;
};

/** What the panel asks of the host. */
export type HostMethods = InsideMethods &
  CompareMethods &
  EvaluateMethods &
  MapMethods &
  TrainingMethods & {
    ready: { params: null; result: PanelState };
    setPage: { params: { readonly page: PanelPage }; result: null };
    select: { params: { readonly id: number | null }; result: null };
    /** Selects a layer of the table's network, wherever it was pointed at; null selects none. */
    selectLayer: { params: { readonly name: string | null }; result: null };
    /** What a layer does, in words and as a line of code. */
    aboutLayer: { params: LayerTableRequest & { readonly layer: string }; result: AboutLayer };
    /** The layer's weights in the model in use; null where none is in use. */
    layerWeights: {
      params: { readonly network: NetworkId; readonly layer: string };
      result: LayerWeights | null;
    };
    /** Opens the page that explains the networks' blocks, at one of its headings. */
    openNetworks: { params: { readonly heading: string }; result: null };
    cancelRun: { params: null; result: null };
    /** Looks at all entries again. */
    showAll: { params: null; result: null };
    pauseRun: { params: { readonly paused: boolean }; result: null };
    preview: { params: { readonly id: number; readonly maxSide: number }; result: Preview };
    openImage: { params: { readonly id: number }; result: null };
    revealImage: { params: { readonly id: number }; result: null };
    /** Classifies the picture again, with the active model. */
    retry: { params: { readonly id: number }; result: null };
    /** Asks for a model and classifies the picture with it, as an entry beside this one; the active model stays. */
    tryModel: { params: { readonly id: number }; result: null };
    /** Asks for a file and writes these entries there, in this order. */
    exportResults: {
      params: { readonly ids: readonly number[]; readonly format: ResultFormat };
      result: null;
    };
    clear: { params: null; result: null };
    copy: { params: { readonly text: string }; result: null };
    chooseModel: { params: null; result: null };
    /** Asks where to put a file that the panel made, and writes it there; false when the user would rather not. */
    saveFile: { params: { readonly name: string; readonly bytes: Uint8Array }; result: boolean };
    layerTable: {
      params: LayerTableRequest;
      result: {
        readonly summary: NetworkSummary;
        readonly trace: readonly TraceStage[];
        /** The trace as the article prints it. */
        readonly printed: string;
      };
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
      readonly layer: string | null;
      readonly activeModel: string | null;
    };
    result: null;
  };
  /** A training began, ended, or was looked at. */
  setTraining: { params: TrainingState | null; result: null };
  /** How far a training is, or the look at its pictures. */
  updateTraining: { params: TrainingProgress; result: null };
};

/** What changes often of a training. */
export type TrainingProgress = Pick<TrainingState, 'looking' | 'run'>;
