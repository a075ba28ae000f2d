declare const EXPLAIN_METHODS: readonly [
	"gradcam",
	"gradcam++",
	"scorecam",
	"occlusion"
];
/**
 * The one error that this product throws on purpose. Its message says what failed, for which file, and what to do next;
 * `code` says it to programs; `cause` keeps what was caught.
 */
export declare class XceptionError extends Error {
	readonly code: ErrorCode;
	readonly name = "XceptionError";
	constructor(code: ErrorCode, message: string, options?: {
		readonly cause?: unknown;
	});
	/** Whatever was thrown, as a {@link XceptionError}: itself, or its message under the code `internal`. */
	static from(thrown: unknown, code?: ErrorCode): XceptionError;
	/** The plain data that is sent to the other side of a boundary. */
	toData(): ErrorData;
}
/** What happens to a picture whose sides are in another proportion than the network's input. */
export declare const FITS: readonly [
	"stretch",
	"crop",
	"letterbox"
];
/**
 * How pixels are resampled. The plain names are Pillow's filters, which Keras' `load_img` uses (`nearest` is its
 * default); `tf-bilinear` is `tf.image.resize` without antialiasing, which `image_dataset_from_directory` uses.
 */
export declare const RESIZE_METHODS: readonly [
	"nearest",
	"bilinear",
	"bicubic",
	"box",
	"hamming",
	"lanczos",
	"tf-bilinear"
];
/**
 * {@link LoadedModel.classify} for once: loads the model, classifies, and ends the inference process. Whoever has more
 * pictures later is faster with {@link load}.
 *
 * @param paths - files and folders
 * @param options - `model` as for {@link load}, the sample model by default; the rest as for {@link LoadedModel.classify}
 * @throws XceptionError as {@link load} and {@link LoadedModel.classify}
 */
export declare function classify(paths: string | readonly string[], { model, ...options }?: ClassifyOptions & {
	readonly model?: string;
}): Promise<readonly ImageResult[]>;
/**
 * {@link LoadedModel.explain} for once: loads the model, explains, and ends the inference process.
 *
 * @param file - a picture
 * @param options - `model` as for {@link load}, the sample model by default; the rest as for {@link LoadedModel.explain}
 * @throws XceptionError as {@link load} and {@link LoadedModel.explain}
 */
export declare function explain(file: string, { model, ...options }?: ExplainOptions & {
	readonly model?: string;
}): Promise<Explanation>;
/** Tells a failure from a classification. */
export declare function isFailure(result: ImageResult): result is ImageFailure;
/**
 * Loads a model into an inference process of its own. That process ends with {@link LoadedModel.close}; where that is
 * forgotten, with this process, which it does not keep alive.
 *
 * @param model - an id (`kitchenware`, `imagenet`), a model file, or `untrained:paper`, `untrained:article`,
 * `untrained:pytorch` for a network with weights by formula
 * @throws XceptionError `model-missing` when there is none of that name, or it is not on this machine yet; `model-…` for a
 * file that is no Xception; `native-missing` without TensorFlow; `cancelled`
 */
export declare function load(model: string, options?: LoadOptions): Promise<LoadedModel>;
/**
 * The layer table of a network: shapes, parameters, multiply-accumulates and connections, with their totals. Starts no
 * process and needs no native library.
 *
 * @throws XceptionError `input-size` for a size that the network cannot take
 */
export declare function summary(network: NetworkId, options?: FormOptions): NetworkSummary;
/**
 * The shape after each stage of a network, by the names of the article's own print statements. Starts no process and needs
 * no native library.
 *
 * @throws XceptionError `input-size` for a size that the network cannot take
 */
export declare function trace(network: NetworkId, options?: TraceOptions): readonly TraceStage[];
/** The native library that computes. */
export interface BackendInfo {
	readonly name: "tensorflow";
	/** libtensorflow's own version. */
	readonly version: string;
}
/** What any call may be told. */
export interface CallOptions {
	/** Cancels the call: it rejects with the code `cancelled`. */
	readonly signal?: AbortSignal;
}
export interface ClassifyOptions extends CallOptions, PreprocessingChoice {
	/** Labels for each picture; 5 by default. */
	readonly top?: number;
	/** Called with each result as soon as it is there, in any order; `index` is its place in the results. */
	readonly onResult?: (result: ImageResult, index: number) => void;
}
/** The form in which an error crosses a process or window boundary. */
export interface ErrorData {
	readonly code: ErrorCode;
	readonly message: string;
}
export interface ExplainOptions extends CallOptions, PreprocessingChoice {
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
/** Which form of a network is meant. */
export interface FormOptions {
	/** In pixels, from 71 to 1024; 299×299 by default. */
	readonly input?: InputSize;
	/** Units of the last layer; 1000 by default, as for ImageNet. */
	readonly classes?: number;
	/** False for the backbone alone, as Keras' `include_top=False`. */
	readonly includeTop?: boolean;
}
export interface ImageClassification {
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
export interface ImageFailure {
	readonly file: string;
	readonly error: ErrorData;
}
/** What the network was given for one picture. */
export interface InputReport {
	readonly width: number;
	readonly height: number;
	readonly resize: ResizeMethod;
	readonly crop: Fit;
}
export interface InputSize {
	readonly height: number;
	readonly width: number;
}
/** One row of the layer table. Counts are whole numbers; bytes are those of float32 at batch 1. */
export interface LayerRow {
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
export interface LoadOptions extends CallOptions {
	/** Threads for one operation of TensorFlow; by default one for each core. */
	readonly threads?: number;
}
/** A model that is ready to run. */
export interface LoadedModel {
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
/** What is known of a loaded model: enough to describe it, run it and judge its answers. */
export interface ModelRecord {
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
/** What a caller asks the inference process to load; everything the file itself does not say may be given here. */
export interface ModelRequest {
	readonly id: string;
	readonly title: string;
	readonly source: ModelSource;
	readonly network: NetworkId;
	/** Labels by class index; without them the file's own, a list beside it, or `class 0` … are used. */
	readonly labels?: readonly string[];
	/** The classes are known to be those of the ImageNet challenge; without it, 1000 classes are only taken to be. */
	readonly classList?: "imagenet";
	readonly preprocessing?: Partial<Preprocessing>;
	/** Input size for a source that does not fix one. */
	readonly input?: {
		readonly height: number;
		readonly width: number;
	};
}
/** A network at one input size: all that a table, a tree or a trace shows. */
export interface NetworkSummary {
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
export interface NetworkTotals {
	readonly params: number;
	readonly trainable: number;
	readonly nonTrainable: number;
	readonly macs: number;
	readonly activationBytes: number;
}
/**
 * Conventions of the framework that weights were trained in, where they differ from the network's own. The same weights
 * under other conventions give other probabilities, so they travel together.
 */
export interface NetworkVariant {
	/** Batch norm's epsilon. */
	readonly epsilon: number;
	/** Of depthwise convolutions and max pooling: TensorFlow's "same", or PyTorch's pixels on each side. */
	readonly padding: "same" | 1;
}
export interface Prediction {
	readonly index: number;
	readonly label: string;
	/** ImageNet's name of the class: its WordNet number, `n02123045`. */
	readonly synset?: string;
	/** 0 to 1; over all classes they sum to 1, except with independent (sigmoid) outputs. */
	readonly probability: number;
	/** The raw score before softmax or sigmoid. */
	readonly logit?: number;
}
/** Everything between a decoded picture and the network's input. Belongs to a model: weights without it are half a model. */
export interface Preprocessing {
	readonly resize: ResizeMethod;
	readonly fit: Fit;
	/** With fit `crop`: the share of the shorter side that is kept (timm's `crop_pct`), 1 for all of it. */
	readonly cropFraction: number;
	readonly normalization: Normalization;
}
/** The parts of a {@link Preprocessing} that a user may choose for one run. */
export interface PreprocessingChoice {
	readonly resize?: ResizeMethod;
	readonly fit?: Fit;
}
/** A change that makes the article's PyTorch listing run. Lines are those of the printed listing. */
export interface Repair {
	readonly line: string;
	readonly defect: string;
	/** What Python says at that point, or why the line is wrong although nothing is said. */
	readonly error: string;
	readonly repair: string;
}
/** Milliseconds. `inference` is the picture's share of its batch. */
export interface Timings {
	readonly decode: number;
	readonly preprocess: number;
	readonly inference: number;
}
export interface TraceOptions extends FormOptions {
	/** Every middle-flow block as a stage of its own, where the article prints one line for all eight. */
	readonly everyBlock?: boolean;
}
/** One stage of the article's shape trace. */
export interface TraceStage {
	/** `Conv1`, `Block A_1`, `Block B`, `Block C`: the words of the article's own print statements. */
	readonly stage: string;
	readonly shape: Shape;
	/** Name of the layer whose output it is. */
	readonly layer: string;
}
/** What colours span, from the least to the most, in the units of the values: equal numbers get equal colours. */
export type ColourRange = {
	readonly min: number;
	readonly max: number;
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
export type EncodedImage = {
	readonly bytes: Uint8Array;
	readonly mime: "image/png" | "image/webp" | "image/jpeg";
	readonly width: number;
	readonly height: number;
};
/**
 * What went wrong, as a stable word that scripts, tests and the panel can switch on. The message is for people; the code
 * is for programs.
 */
export type ErrorCode = "usage" | "cancelled" | "input-size" | "file-missing" | "file-unreadable" | "image-unreadable" | "image-unsupported" | "image-too-large" | "model-missing" | "model-unreadable" | "model-unsupported" | "model-mismatch" | "download-failed" | "native-missing" | "process-ended" | "timeout" | "internal";
export type ExplainMethod = (typeof EXPLAIN_METHODS)[number];
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
export type Fit = (typeof FITS)[number];
/** The paper's three flows (figure 5), and what stands before and after them. */
export type Flow = "input" | "entry" | "middle" | "exit" | "head";
export type HeatmapFigures = {
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
export type ImageResult = ImageClassification | ImageFailure;
/** What a layer does, whatever a framework calls its class. */
export type LayerKind = "input" | "conv" | "depthwise" | "pointwise" | "sepconv" | "batchnorm" | "relu" | "maxpool" | "add" | "concat" | "pool" | "flatten" | "dense" | "dropout" | "activation";
/** Axis order of the shapes a network is shown with: Keras' `[N, H, W, C]` or PyTorch's `[N, C, H, W]`. */
export type Layout = "NHWC" | "NCHW";
/** Where a model's numbers come from. */
export type ModelSource = {
	readonly kind: "file";
	readonly path: string;
}
/** Weights by the published formula: they prove the arithmetic and know nothing. */
 | {
	readonly kind: "untrained";
};
/** The three networks: the paper's (as in keras.applications), the article's Keras listing, its repaired PyTorch listing. */
export type NetworkId = "paper" | "article" | "pytorch";
/** From bytes 0..255 to the numbers a network was trained on. */
export type Normalization = 
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
/** What the last layer gives: probabilities, raw scores, or one independent probability per class. */
export type OutputKind = "softmax" | "logits" | "sigmoid";
export type ResizeMethod = (typeof RESIZE_METHODS)[number];
export type Rgb = readonly [
	number,
	number,
	number
];
/** A tensor's shape with the batch axis first; `null` is "any number", as Keras prints `None`. */
export type Shape = readonly (number | null)[];

export {};
