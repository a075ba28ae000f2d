import type {
  Fit,
  ModelRecord,
  ModelRequest,
  Prediction,
  PreprocessingChoice,
  ResizeMethod,
} from './classification';
import type { TensorStatistics } from './inspection';
import type { LayerKind, LayerRow, NetworkId } from './network';
import type { EncodedImage } from './workerProtocol';

/** What the inference process answers about the inside of a network. Part of its methods. */
export type ExplainMethods = {
  /** The layers of a model as it was loaded, its own head's too. */
  structure: { params: ModelRequest; result: ModelStructure };
  /** The weight tensors of one layer in figures. They are read, and nothing is run. */
  layerWeights: { params: LayerWeightsRequest; result: LayerWeights };
  /** The feature maps of one layer for one picture, as a sheet, with their figures. */
  activations: { params: ActivationsRequest; result: LayerActivations };
  /** Where the network looked when it judged a picture. */
  explain: { params: ExplainRequest; result: Explanation; progress: StepProgress };
  /** How long each layer takes on this machine. */
  profile: { params: ProfileRequest; result: ProfileReport; progress: StepProgress };
  /** How the answer changes with the picture: resized otherwise, turned, darkened, blurred, compressed. */
  variants: { params: VariantsRequest; result: VariantsReport; progress: StepProgress };
};

export type ModelStructure = {
  readonly record: ModelRecord;
  /** In the network's order. */
  readonly layers: readonly LayerRow[];
};

export type LayerWeightsRequest = {
  readonly model: ModelRequest;
  readonly layer: string;
  /** The network that the layer is named in; a model of another is refused. */
  readonly network?: NetworkId;
};

export type LayerWeights = {
  /** The model's. */
  readonly title: string;
  /** In the order in which the layer's framework stores them; none for a layer without weights. */
  readonly tensors: readonly WeightFigures[];
};

export type WeightFigures = TensorStatistics & {
  /** What it does in the layer: `kernel`, `gamma`. */
  readonly role: string;
  /** In TensorFlow's layout. */
  readonly shape: readonly number[];
  /** How many of the finite numbers lie in each of equal parts of the range from min to max; at most 64. */
  readonly histogram: readonly number[];
  readonly kernels?: KernelSheet;
};

/** Convolution kernels side by side, each value a square: black is -limit, white +limit, zero the grey between. */
export type KernelSheet = {
  readonly picture: EncodedImage;
  /** Greatest absolute value of the tensor. */
  readonly limit: number;
  readonly count: number;
  /** Kernels in colour have a plane for each of red, green and blue. */
  readonly colour: boolean;
};

/** What colours span, from the least to the most, in the units of the values: equal numbers get equal colours. */
export type ColourRange = { readonly min: number; readonly max: number };

export type StepProgress = { readonly done: number; readonly total: number };

/** A picture as one model sees it. */
export type PictureRequest = {
  readonly model: ModelRequest;
  readonly file: string;
  readonly preprocessing?: PreprocessingChoice;
};

/**
 * Colours for a scale from little to much, even in brightness, so that they survive a black-and-white printer and all
 * common kinds of colour blindness.
 */
export const COLOUR_MAPS = ['viridis', 'cividis', 'grey'] as const;
export type ColourMapName = (typeof COLOUR_MAPS)[number];

export type ActivationsRequest = PictureRequest & {
  readonly layer: string;
  /** How many maps the sheet has at most, 64 by default: those with the highest mean. */
  readonly maps?: number;
  /** These maps instead, in this order. */
  readonly channels?: readonly number[];
  /** Whether each map spans the colours for itself (the default), or all together, which lets them be compared. */
  readonly scale?: 'map' | 'layer';
  /** What the colours span for all maps, whatever {@link scale} says: two sheets of one range can be compared. */
  readonly range?: ColourRange;
  readonly colours?: ColourMapName;
  /** Neither side of the sheet is longer, in pixels; 2048 by default. */
  readonly maxSide?: number;
  /** True for all of the layer's values too. */
  readonly raw?: boolean;
};

export type LayerActivations = {
  readonly layer: string;
  readonly type: string;
  readonly kind: LayerKind;
  /** `[height, width, channels]`, or `[channels]` after pooling. */
  readonly shape: readonly number[];
  readonly statistics: ActivationStatistics;
  readonly sheet: MapSheet;
  /** With {@link ActivationsRequest.raw}: values in the order of {@link shape}. */
  readonly values?: Float32Array;
  readonly timings: LookTimings;
};

/** Over all finite values of a layer's output for one picture. */
export type ActivationStatistics = {
  readonly mean: number;
  readonly std: number;
  readonly min: number;
  readonly max: number;
  /** Share of values that are exactly 0: what ReLU cut off. */
  readonly zeros: number;
  /** Channels that are 0 everywhere. */
  readonly deadChannels: number;
  readonly channels: number;
  /** Values that are infinite or no number. */
  readonly nonFinite: number;
};

/** Maps in rows from the top left. Cell `i` is at column `i % columns`, row `floor(i / columns)`. */
export type MapSheet = {
  readonly picture: EncodedImage;
  readonly columns: number;
  readonly rows: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** Pixels between neighbouring cells. */
  readonly gap: number;
  /** What the colours span in all cells alike; absent where each map spans them for itself. */
  readonly range?: ColourRange;
  readonly maps: readonly MapFigures[];
};

export type MapFigures = {
  readonly channel: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
};

/** Milliseconds. */
export type LookTimings = {
  /** Reading, decoding and resizing the picture; about 0 when it is the one that was looked at last. */
  readonly prepare: number;
  /** Running the network, or the part of it that is not remembered. */
  readonly network: number;
  /** Statistics, colours and PNG. */
  readonly draw: number;
};

export const EXPLAIN_METHODS = ['gradcam', 'gradcam++', 'scorecam', 'occlusion'] as const;
export type ExplainMethod = (typeof EXPLAIN_METHODS)[number];

export type ExplainRequest = PictureRequest & {
  readonly method: ExplainMethod;
  /** The class that is explained; the most probable one by default. */
  readonly classIndex?: number;
  /** A layer with maps; by default the last one before pooling. Occlusion needs none. */
  readonly layer?: string;
  /** Score-CAM: how many of the layer's maps are tried, 64 by default. */
  readonly maps?: number;
  /** Occlusion: side of the grey square and its step, in pixels of the network's input. */
  readonly window?: number;
  readonly stride?: number;
  /** How much of the picture the colours hide, 0 to 1; 0.5 by default. */
  readonly opacity?: number;
  readonly colours?: ColourMapName;
  /** What the colours span; by default from 0 to the map's highest value. What lies outside has the colour of the nearer end. */
  readonly range?: ColourRange;
  /** Longest side of the pictures that come back, in pixels; 1024 by default. */
  readonly maxSide?: number;
  /** Also tests the map: hides what it marks, and as much at random. */
  readonly deletion?: { readonly seed?: number };
  /** True for the map's numbers too. */
  readonly raw?: boolean;
};

export type Explanation = {
  readonly method: ExplainMethod;
  /** `null` for occlusion, which looks at no layer. */
  readonly layer: string | null;
  /** The class that is explained. */
  readonly prediction: Prediction;
  /** The most probable classes, best first. */
  readonly predictions: readonly Prediction[];
  /** The picture with the map over it. */
  readonly overlay: EncodedImage;
  /** The map alone, of the overlay's size; transparent where the network saw nothing of the picture. */
  readonly map: EncodedImage;
  readonly heatmap: HeatmapFigures;
  readonly deletion?: DeletionFigures;
  /** How often the network was run for it, in whole or in part. */
  readonly runs: number;
  /** What it took to find the map and to draw it. A map that is only drawn anew keeps the time that finding it took. */
  readonly milliseconds: number;
};

export type HeatmapFigures = {
  readonly width: number;
  readonly height: number;
  /** Of the highest value, and how large it is, in the method's own units. */
  readonly peak: { readonly x: number; readonly y: number; readonly value: number };
  /** What the colours of the pictures span. */
  readonly range: ColourRange;
  /** With {@link ExplainRequest.raw}: row by row, 0 for "not here". */
  readonly values?: Float32Array;
};

/** What hiding a fifth of the picture does to the probability of the class. */
export type DeletionFigures = {
  /** Share of the picture that was hidden. */
  readonly share: number;
  readonly seed: number;
  readonly probability: number;
  /** After hiding what the map marks most. */
  readonly hidden: number;
  /** After hiding as much at random: the mean of {@link draws}. */
  readonly random: number;
  readonly draws: readonly number[];
};

export type ProfileRequest = {
  readonly model: ModelRequest;
  /** A picture of one's own; by default a synthetic one. Times hardly depend on it. */
  readonly file?: string;
  readonly preprocessing?: PreprocessingChoice;
  /** Runs that count, 10 by default; one more goes before them to warm up. */
  readonly runs?: number;
};

export type ProfileReport = {
  readonly input: { readonly height: number; readonly width: number };
  readonly runs: number;
  readonly layers: readonly LayerTime[];
  /** Sum of the layers' medians. */
  readonly milliseconds: number;
  /** 2 · multiply-accumulates, over that time. */
  readonly gflops: number;
  /** What one large matrix product reaches here: the best of those before and after the runs. */
  readonly peakGflops: number;
};

export type LayerTime = {
  readonly name: string;
  readonly type: string;
  readonly kind: LayerKind;
  readonly block: string;
  /** Median of the runs. */
  readonly milliseconds: number;
  /** Of the whole network's time, 0 to 1. */
  readonly share: number;
  readonly macs: number;
  /** Absent for layers that multiply nothing. */
  readonly gflops?: number;
  /** Of {@link ProfileReport.peakGflops}; above 1 where a layer was faster than the matrix product. */
  readonly peakShare?: number;
};

/** A picture changed in one way or several; what is not named stays as it is. */
export type Variant = {
  readonly id: string;
  readonly resize?: ResizeMethod;
  readonly fit?: Fit;
  readonly flip?: 'horizontal' | 'vertical';
  /** Degrees, clockwise, about the middle; corners that come in are grey. */
  readonly rotate?: number;
  /** Share of each side that is kept, about the middle; 1 is all of it. */
  readonly crop?: number;
  /** Factor on every colour value; 1 is unchanged. */
  readonly brightness?: number;
  /** Standard deviation of a Gauss filter, in pixels of the network's input. */
  readonly blur?: number;
  /** 1 to 100. */
  readonly jpegQuality?: number;
};

export type VariantsRequest = PictureRequest & {
  /** By default a list of the usual ones, the unchanged picture first. */
  readonly variants?: readonly Variant[];
  readonly topK: number;
  /** True for what the network saw of each. */
  readonly pictures?: boolean;
};

export type VariantsReport = {
  readonly variants: readonly VariantResult[];
};

export type VariantResult = {
  readonly variant: Variant;
  readonly predictions: readonly Prediction[];
  /** In nats. */
  readonly entropy: number;
  readonly seen?: EncodedImage;
};
