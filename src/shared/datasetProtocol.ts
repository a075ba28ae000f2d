import type { ImageResult, ModelRecord, ModelRequest, PreprocessingChoice } from './classification';
import type { EvaluationMethods } from './evaluationProtocol';
import type { ErrorCode, ErrorData } from './xceptionError';

/** What the dataset process answers: pictures of folders, and what is known of them, in one file that outlives every process. */
export type DatasetMethods = EvaluationMethods & {
  /** Scans folders and keeps their pictures as a run. The same roots, model and wishes are the same run, which goes on. */
  openRun: { params: OpenRun; result: RunRecord; progress: ScanProgress };
  /** Hashes the next pictures of a run, passes over those that the store has all of, and gives those that it lacks. */
  nextWork: { params: WorkRequest; result: RunWork };
  /** Keeps what the inference process said, all of it or nothing. */
  record: { params: Recording; result: RunCounts };
  /** Says how a run ended or that it rests; what is done stays in any case. */
  setRunState: { params: { readonly run: number; readonly state: RunState }; result: RunRecord };
  /** The runs that are kept, the last one first. */
  runs: { params: null; result: readonly RunRecord[] };
  /** Forgets a run. The results by content stay, and are there at once for the next one. */
  forgetRun: { params: { readonly run: number }; result: null };
  /** Pictures of a run with their results, in the run's order, a page at a time. */
  pictures: { params: PicturesQuery; result: PicturesPage };
  /** Every picture of a run that has a result, with its label: what figures are made of. Comes as progress, in pieces. */
  judged: { params: JudgedQuery; result: JudgedSummary; progress: readonly JudgedPicture[] };
  /** The features of a run's pictures, in the run's order. Comes as progress, in pieces. */
  features: { params: FeaturesQuery; result: FeaturesSummary; progress: FeaturesPiece };
  /** The pictures of a run whose features are most like others. */
  similar: { params: SimilarQuery; result: readonly SimilarPicture[] };
  /** Groups of pictures of a run that show nearly the same. */
  duplicates: { params: DuplicatesQuery; result: readonly DuplicateGroup[]; progress: FindProgress };
  /** A place in the plane for each picture of a run: like beside like. */
  map: { params: MapQuery; result: PictureMap; progress: FindProgress };
};

/** Which pictures. */
export type ScanRequest = {
  /** Folders, which are searched with all folders beneath them, pictures, and globs, absolute; `{a,b}`, `*`, `**` and `?` as in VS Code. */
  readonly roots: readonly string[];
  /** Globs on a picture's path within its root; it must match one of them. Without any, every picture is taken. */
  readonly include?: readonly string[];
  /** Globs of what is left out, as `files.exclude` has them: of pictures and of folders, on the path within {@link base}. */
  readonly exclude?: readonly string[];
  /** The folder that {@link exclude} counts from where a root lies beneath it, such as the workspace's; else the root. */
  readonly base?: string;
};

export type ScanProgress = {
  /** Pictures found until now. */
  readonly found: number;
};

/** Where a picture's label, the truth that answers are judged by, comes from. */
export type LabelSource =
  /** The first folder beneath the root; beneath `train`, `val`, `valid`, `validation` or `test` the one after it. */
  | { readonly kind: 'folders' }
  /** A file with a picture's path and its label in each line: CSV, TSV, or separated by the last space. */
  | { readonly kind: 'file'; readonly path: string };

/** Predictions that are kept of each picture unless a run wishes for another number. */
export const DEFAULT_TOP_K = 10;

/** What shall be known of every picture of a run. */
export type RunWishes = {
  /** Labels per picture, {@link DEFAULT_TOP_K} by default. */
  readonly topK?: number;
  /** The probabilities of all classes. */
  readonly probabilities?: boolean;
  /** The 2048 numbers of the pooled backbone. */
  readonly features?: boolean;
};

export type OpenRun = {
  readonly scan: ScanRequest;
  /** Without it, pictures have no labels. */
  readonly labels?: LabelSource;
  readonly model: ModelRequest;
  /** What `load` said of the model: kept with the run, so that its results can be shown without the model. */
  readonly record: ModelRecord;
  readonly preprocessing?: PreprocessingChoice;
  readonly wishes: RunWishes;
  /** Pictures that failed are tried again; by default the reason is remembered with their content. */
  readonly retryFailures?: boolean;
};

/** `open`: going on, or its process went away in the middle. */
export const RUN_STATES = ['open', 'paused', 'cancelled', 'done'] as const;
export type RunState = (typeof RUN_STATES)[number];

export type RunCounts = {
  readonly total: number;
  /** Pictures that have their results, and those that failed. */
  readonly done: number;
  readonly failed: number;
  /** Failures by reason, most frequent first. */
  readonly reasons: readonly FailureCount[];
};

export type FailureCount = { readonly code: ErrorCode; readonly count: number };

export type RunRecord = RunCounts & {
  readonly run: number;
  readonly state: RunState;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly changed: number;
  readonly request: OpenRun;
  /** Roots that led to no picture, and folders that could not be read. */
  readonly notes: readonly { readonly file: string; readonly error: ErrorData }[];
};

export type WorkRequest = {
  readonly run: number;
  /** Pictures wanted at most. */
  readonly most: number;
};

export type RunWork = {
  /** Empty when every picture has its result. */
  readonly pictures: readonly WorkItem[];
  readonly counts: RunCounts;
};

/** A picture that the inference process has to be asked for. */
export type WorkItem = {
  /** Place in the run, from 0. */
  readonly place: number;
  readonly path: string;
};

export type Recording = {
  readonly run: number;
  readonly results: readonly RecordedPicture[];
};

export type RecordedPicture = {
  readonly place: number;
  readonly result: ImageResult;
  readonly probabilities?: Float32Array;
  readonly features?: Float32Array;
};

export type PicturesQuery = {
  readonly run: number;
  /** First row and number of rows of those that `only` leaves; 0 and all by default. */
  readonly from?: number;
  readonly count?: number;
  readonly only?: 'done' | 'failed' | 'waiting';
  /** Only the pictures at these places of the run. */
  readonly places?: readonly number[];
};

export type PicturesPage = {
  /** Rows that the query has in all. */
  readonly total: number;
  readonly pictures: readonly RunPicture[];
};

/** A picture of a run with all that is known of it. */
export type RunPicture = {
  readonly place: number;
  readonly path: string;
  /** Path within its root, with `/` on every system. */
  readonly relative: string;
  readonly label?: string;
  /** `train`, `val` or `test`, where folders say so. */
  readonly split?: string;
  /** SHA-256 of its bytes in hexadecimal digits, once it was read. */
  readonly hash?: string;
  /** Absent while it waits. */
  readonly result?: ImageResult;
};

export type JudgedQuery = {
  readonly run: number;
  /** Instead of the labels that the run was opened with. */
  readonly labels?: LabelSource;
};

/** What figures need of a picture. */
export type JudgedPicture = {
  readonly place: number;
  readonly path: string;
  readonly relative: string;
  readonly label?: string;
  readonly split?: string;
  /** Classes by index with their probabilities, best first. */
  readonly topK: readonly { readonly index: number; readonly probability: number }[];
  /** Of all classes, where the run wished for them. */
  readonly probabilities?: Float32Array;
};

export type JudgedSummary = {
  readonly model: ModelRecord;
  readonly judged: number;
  /** Pictures without a result: failed or still waiting. */
  readonly without: number;
};

export type FeaturesQuery = {
  readonly run: number;
  /** Which features: `pool`, the pooled backbone, by default. */
  readonly variant?: string;
};

export type FeaturesSummary = {
  /** Numbers per picture. */
  readonly size: number;
  readonly pictures: number;
};

/** A picture without what a model says of it. */
export type NamedPicture = Omit<RunPicture, 'result'>;

export type FeaturesPiece = {
  readonly pictures: readonly NamedPicture[];
  /** `[pictures, size]`. */
  readonly values: Float32Array;
};

export type SimilarQuery = {
  readonly run: number;
  /** A picture of the run, or features of any other. */
  readonly to: { readonly place: number } | { readonly path: string } | { readonly features: Float32Array };
  /** 20 by default. */
  readonly most?: number;
};

export type SimilarPicture = NamedPicture & {
  /** Cosine of the angle between the features: 1 for the same picture, seldom below 0.2. */
  readonly similarity: number;
};

export type DuplicatesQuery = {
  readonly run: number;
  /** Cosine from which pictures are taken for the same, {@link SAME_PICTURE} by default. */
  readonly threshold?: number;
};

/**
 * Copies that were compressed, brightened or scaled are mostly above it, and other pictures of one kind below; copies that were
 * cropped or mirrored may be on either side.
 */
export const SAME_PICTURE = 0.9;

export type DuplicateGroup = {
  /** The first one of the run, then the others in the run's order. */
  readonly pictures: readonly (NamedPicture & {
    /** With the group's first picture. */
    readonly similarity: number;
    /** Whether the file has the same bytes as the group's first. */
    readonly identical: boolean;
  })[];
};

/** A long search: steps of its kind, whatever they are. */
export type FindProgress = { readonly done: number; readonly total: number };

export type MapQuery = {
  readonly run: number;
  /** Same seed, same map. */
  readonly seed?: number;
  /** How many neighbours make the map: few for detail, many for the whole; 15 by default. */
  readonly neighbours?: number;
};

export type PictureMap = {
  readonly pictures: readonly NamedPicture[];
  /** `[pictures, 2]`, from -1 to 1. */
  readonly points: Float32Array;
};
