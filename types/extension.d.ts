import * as vscode from 'vscode';

declare const EXPLAIN_METHODS: readonly [
	"gradcam",
	"gradcam++",
	"scorecam",
	"occlusion"
];
declare const FITS: readonly [
	"stretch",
	"crop",
	"letterbox"
];
declare const RESIZE_METHODS: readonly [
	"nearest",
	"bilinear",
	"bicubic",
	"box",
	"hamming",
	"lanczos",
	"tf-bilinear"
];
/** A picture as it stands in the panel. */
export interface ClassifiedPicture {
	readonly file: string;
	/** The model that judged it, as {@link XceptionApi.model}. */
	readonly model: string;
	/** A classification, or why there is none; absent where a cancel came first. */
	readonly result?: ImageResult;
}
/** What `activate` gives to other extensions. */
export interface XceptionApi {
	/** The model in use: a catalogue id, `untrained:NETWORK`, or a file's path. */
	readonly model: string | undefined;
	readonly useModel: (ref: string) => Promise<void>;
	/**
	 * Classifies pictures and folders as the command does, with the model in use.
	 *
	 * @returns the pictures with their results or failures
	 * @throws XceptionError `usage` without a trusted workspace or any picture, `model-missing` without a model
	 */
	readonly classify: (uris: readonly vscode.Uri[]) => Promise<readonly ClassifiedPicture[]>;
	/**
	 * Makes a model ready in the extension's own inference process, which is shared, ends when it is idle, and starts anew
	 * with the next call; `close` is a no-op here. Nothing of what it does is shown in the panel.
	 *
	 * @param ref - as {@link model}; the model in use by default
	 * @throws XceptionError `usage` without a trusted workspace, `model-…`, `native-missing`, `cancelled`
	 */
	readonly load: (ref?: string, options?: CallOptions) => Promise<LoadedModel>;
	/**
	 * Where the model in use looked when it judged a picture, without showing it.
	 *
	 * @throws XceptionError as {@link load}; `file-missing`, `image-…` for what is no picture
	 */
	readonly explain: (uri: vscode.Uri, options?: ExplainOptions) => Promise<Explanation>;
	/** The layer table of a network; needs no native library. */
	readonly summary: (network: NetworkId, options?: FormOptions) => NetworkSummary;
	/** The shape after each stage of a network; needs no native library. */
	readonly trace: (network: NetworkId, options?: TraceOptions) => readonly TraceStage[];
}
interface CallOptions {
	/** Cancels the call: it rejects with the code `cancelled`. */
	readonly signal?: AbortSignal;
}
interface ClassifyOptions extends CallOptions, PreprocessingChoice {
	/** Labels for each picture; 5 by default. */
	readonly top?: number;
	/** Called with each result as soon as it is there, in any order; `index` is its place in the results. */
	readonly onResult?: (result: ImageResult, index: number) => void;
}
interface ErrorData {
	readonly code: ErrorCode;
	readonly message: string;
}
interface ExplainOptions extends CallOptions, PreprocessingChoice {
	/** `gradcam` by default. Score-CAM and occlusion run the network many times. */
	readonly method?: ExplainMethod;
	/** Label or index of the class that is explained; the most probable one by default. */
	readonly class?: string | number;
	/** A layer with maps; the last one by default. */
	readonly layer?: string;
	/** True to test the map: what it marks is hidden, and as much at random ({@link Explanation.deletion}). */
	readonly deletion?: boolean;
	/** Called as the network is run again and again: Score-CAM and occlusion. */
	readonly onProgress?: (done: number, total: number) => void;
	/** True for the map's numbers too. */
	readonly raw?: boolean;
}
interface FormOptions {
	/** In pixels, from 71 to 1024; 299×299 by default. */
	readonly input?: InputSize;
	/** Units of the last layer; 1000 by default, as for ImageNet. */
	readonly classes?: number;
	/** False for the backbone alone, as Keras' `include_top=False`. */
	readonly includeTop?: boolean;
}
interface ImageClassification {
	readonly file: string;
	/** The classes with the highest probability, best first. */
	readonly predictions: readonly Prediction[];
	readonly input: InputReport;
	readonly timings: Timings;
	/** Size of the decoded picture, after EXIF orientation. */
	readonly picture: {
		readonly width: number;
		readonly height: number;
	};
	/** Over all classes, in nats: 0 is certain, ln(classes) knows nothing. */
	readonly entropy: number;
}
interface ImageFailure {
	readonly file: string;
	readonly error: ErrorData;
}
interface InputReport {
	readonly width: number;
	readonly height: number;
	readonly resize: ResizeMethod;
	readonly crop: Fit;
}
interface InputSize {
	readonly height: number;
	readonly width: number;
}
interface LayerRow {
	/** Position in the framework's own order of layers, from 0. */
	readonly index: number;
	/** The name the framework gives: `block1_conv1`, `conv2d_3`, `convBlock_A_1.branch1`. */
	readonly name: string;
	/** The framework's class: `SeparableConv2D`, `BatchNorm2d`. */
	readonly type: string;
	readonly kind: LayerKind;
	/** `stem`, `Conv-A 1` … `Conv-B 8`, `Conv-C`, `head`: the article's blocks. */
	readonly block: string;
	readonly flow: Flow;
	/** Names of the layers this one takes its input from. */
	readonly inputs: readonly string[];
	/** Shape of the first input (of the output, for the input layer itself), in the network's {@link Layout}. */
	readonly inputShape: Shape;
	/** Shapes of all inputs: several for a merge, none for the input layer. */
	readonly inputShapes: readonly Shape[];
	readonly outputShape: Shape;
	/** `[height, width]` of the window, for convolutions and pooling. */
	readonly kernel?: readonly [
		number,
		number
	];
	readonly stride?: readonly [
		number,
		number
	];
	/** As the framework says it: `valid`, `same`, or PyTorch's number of pixels on each side. */
	readonly padding?: "valid" | "same" | number;
	readonly filters?: number;
	readonly bias?: boolean;
	readonly epsilon?: number;
	/** Of a running mean, as the network's own framework counts it: Keras what stays, PyTorch what is new. */
	readonly momentum?: number;
	readonly activation?: string;
	readonly rate?: number;
	readonly params: number;
	readonly trainable: number;
	readonly nonTrainable: number;
	/** Multiply-accumulates for one picture; taps on padding count, biases, norms and activations do not. */
	readonly macs: number;
	readonly activationBytes: number;
	/** Side of the square of input pixels that one output value can depend on (the larger side where they differ). */
	readonly receptiveField: number;
	/** Distance in input pixels between neighbouring output values. */
	readonly receptiveStride: number;
	/** Where the receptive field of the first output value starts; negative where it reaches into the padding. */
	readonly receptiveStart: number;
	/** Share of the network's parameters and multiply-accumulates, 0 to 1. */
	readonly paramsShare: number;
	readonly macsShare: number;
	/** True for a step that is no module of its own in PyTorch (`torch.cat`, `mean`, a functional softmax). */
	readonly functional?: boolean;
}
interface LoadedModel {
	/** Network, labels, input size, preprocessing, warnings. */
	readonly record: ModelRecord;
	/**
	 * Classifies pictures. A folder stands for all pictures beneath it, sorted by path.
	 *
	 * @param paths - files and folders
	 * @returns a result for each picture, in the order of the paths; for one that cannot be read, a failure with its reason
	 * @throws XceptionError `cancelled`
	 */
	classify(paths: string | readonly string[], options?: ClassifyOptions): Promise<readonly ImageResult[]>;
	/**
	 * Where the network looked when it judged a picture: a heat map over it, as PNG.
	 *
	 * @throws XceptionError `file-missing`, `image-…` for what is no picture; `usage` for a class or layer that the model
	 * has not; `cancelled`
	 */
	explain(file: string, options?: ExplainOptions): Promise<Explanation>;
	/** The layers of the model, its own head's too, in the network's order. */
	layers(options?: CallOptions): Promise<readonly LayerRow[]>;
	/** Gives back what the model holds. A later call starts anew. */
	close(): Promise<void>;
}
interface ModelRecord {
	readonly id: string;
	readonly title: string;
	readonly network: NetworkId;
	readonly variant?: NetworkVariant;
	/** `untrained`, or the weights file's name. */
	readonly weights: string;
	readonly source: ModelSource;
	readonly input: {
		readonly height: number;
		readonly width: number;
	};
	readonly classes: number;
	readonly labels: readonly string[];
	/** Whether {@link labels} are real names, those of ImageNet since there are 1000, or made up from the indices. */
	readonly labelsFrom: "request" | "file" | "beside" | "imagenet" | "index";
	/** WordNet numbers of ImageNet's classes, in their order, where the list of them is on this machine. */
	readonly synsets?: readonly string[];
	readonly output: OutputKind;
	readonly preprocessing: Preprocessing;
	readonly params: number;
	/** False for untrained weights: their answers mean nothing and are shown so. */
	readonly trained: boolean;
	/** Things a user should know, such as weights that hold NaN. */
	readonly warnings: readonly string[];
}
interface NetworkSummary {
	readonly network: NetworkId;
	readonly title: string;
	readonly framework: "keras" | "pytorch";
	readonly layout: Layout;
	readonly input: {
		readonly height: number;
		readonly width: number;
	};
	readonly classes: number | null;
	readonly totals: NetworkTotals;
	readonly layers: readonly LayerRow[];
	readonly repairs: readonly Repair[];
}
interface NetworkTotals {
	readonly params: number;
	readonly trainable: number;
	readonly nonTrainable: number;
	readonly macs: number;
	readonly activationBytes: number;
}
interface NetworkVariant {
	/** Batch norm's epsilon. */
	readonly epsilon: number;
	/** Of depthwise convolutions and max pooling: TensorFlow's "same", or PyTorch's pixels on each side. */
	readonly padding: "same" | 1;
}
interface Prediction {
	readonly index: number;
	readonly label: string;
	/** ImageNet's name of the class: its WordNet number, `n02123045`. */
	readonly synset?: string;
	/** 0 to 1; over all classes they sum to 1, except with independent (sigmoid) outputs. */
	readonly probability: number;
	/** The raw score before softmax or sigmoid. */
	readonly logit?: number;
}
interface Preprocessing {
	readonly resize: ResizeMethod;
	readonly fit: Fit;
	/** With fit `crop`: the share of the shorter side that is kept (timm's `crop_pct`), 1 for all of it. */
	readonly cropFraction: number;
	readonly normalization: Normalization;
}
interface PreprocessingChoice {
	readonly resize?: ResizeMethod;
	readonly fit?: Fit;
}
interface Repair {
	readonly line: string;
	readonly defect: string;
	/** What Python says at that point, or why the line is wrong although nothing is said. */
	readonly error: string;
	readonly repair: string;
}
interface Timings {
	readonly decode: number;
	readonly preprocess: number;
	readonly inference: number;
}
interface TraceOptions extends FormOptions {
	/** Every middle-flow block as a stage of its own, where the article prints one line for all eight. */
	readonly everyBlock?: boolean;
}
interface TraceStage {
	/** `Conv1`, `Block A_1`, `Block B`, `Block C`: the words of the article's own print statements. */
	readonly stage: string;
	readonly shape: Shape;
	/** Name of the layer whose output it is. */
	readonly layer: string;
}
type ColourRange = {
	readonly min: number;
	readonly max: number;
};
type DeletionFigures = {
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
type EncodedImage = {
	readonly bytes: Uint8Array;
	readonly mime: "image/png" | "image/webp" | "image/jpeg";
	readonly width: number;
	readonly height: number;
};
type ErrorCode = "usage" | "cancelled" | "input-size" | "file-missing" | "file-unreadable" | "image-unreadable" | "image-unsupported" | "image-too-large" | "model-missing" | "model-unreadable" | "model-unsupported" | "model-mismatch" | "download-failed" | "native-missing" | "process-ended" | "timeout" | "internal";
type ExplainMethod = (typeof EXPLAIN_METHODS)[number];
type Explanation = {
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
type Fit = (typeof FITS)[number];
type Flow = "input" | "entry" | "middle" | "exit" | "head";
type HeatmapFigures = {
	readonly width: number;
	readonly height: number;
	/** Of the highest value, and how large it is, in the method's own units. */
	readonly peak: {
		readonly x: number;
		readonly y: number;
		readonly value: number;
	};
	/** What the colours of the pictures span. */
	readonly range: ColourRange;
	/** With {@link ExplainRequest.raw}: row by row, 0 for "not here". */
	readonly values?: Float32Array;
};
type ImageResult = ImageClassification | ImageFailure;
type LayerKind = "input" | "conv" | "depthwise" | "pointwise" | "sepconv" | "batchnorm" | "relu" | "maxpool" | "add" | "concat" | "pool" | "flatten" | "dense" | "dropout" | "activation";
type Layout = "NHWC" | "NCHW";
type ModelSource = {
	readonly kind: "file";
	readonly path: string;
}
/** Weights by the published formula: they prove the arithmetic and know nothing. */
 | {
	readonly kind: "untrained";
};
type NetworkId = "paper" | "article" | "pytorch";
type Normalization = 
/** `x / 127.5 - 1`, Keras' mode "tf". */
{
	readonly kind: "tf";
}
/** `(x / 255 - mean) / std` per channel, torchvision's and timm's way. */
 | {
	readonly kind: "mean-std";
	readonly mean: Rgb;
	readonly std: Rgb;
};
type OutputKind = "softmax" | "logits" | "sigmoid";
type ResizeMethod = (typeof RESIZE_METHODS)[number];
type Rgb = readonly [
	number,
	number,
	number
];
type Shape = readonly (number | null)[];

export {};
