/** The three networks: the paper's (as in keras.applications), the article's Keras listing, its repaired PyTorch listing. */
export type NetworkId = 'paper' | 'article' | 'pytorch';

/** The paper's three flows (figure 5), and what stands before and after them. */
export type Flow = 'input' | 'entry' | 'middle' | 'exit' | 'head';

/** What a layer does, whatever a framework calls its class. */
export type LayerKind =
  | 'input'
  | 'conv'
  | 'depthwise'
  | 'pointwise'
  | 'sepconv'
  | 'batchnorm'
  | 'relu'
  | 'maxpool'
  | 'add'
  | 'concat'
  | 'pool'
  | 'flatten'
  | 'dense'
  | 'dropout'
  | 'activation';

/** A tensor's shape with the batch axis first; `null` is "any number", as Keras prints `None`. */
export type Shape = readonly (number | null)[];

/** Axis order of the shapes a network is shown with: Keras' `[N, H, W, C]` or PyTorch's `[N, C, H, W]`. */
export type Layout = 'NHWC' | 'NCHW';

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
  readonly kernel?: readonly [number, number];
  readonly stride?: readonly [number, number];
  /** As the framework says it: `valid`, `same`, or PyTorch's number of pixels on each side. */
  readonly padding?: 'valid' | 'same' | number;
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

export interface NetworkTotals {
  readonly params: number;
  readonly trainable: number;
  readonly nonTrainable: number;
  readonly macs: number;
  readonly activationBytes: number;
}

/** A change that makes the article's PyTorch listing run. Lines are those of the printed listing. */
export interface Repair {
  readonly line: string;
  readonly defect: string;
  /** What Python says at that point, or why the line is wrong although nothing is said. */
  readonly error: string;
  readonly repair: string;
}

/** A network at one input size: all that a table, a tree or a trace shows. */
export interface NetworkSummary {
  readonly network: NetworkId;
  readonly title: string;
  readonly framework: 'keras' | 'pytorch';
  readonly layout: Layout;
  readonly input: { readonly height: number; readonly width: number };
  readonly classes: number | null;
  readonly totals: NetworkTotals;
  readonly layers: readonly LayerRow[];
  readonly repairs: readonly Repair[];
}

/** One stage of the article's shape trace. */
export interface TraceStage {
  /** `Conv1`, `Block A_1`, `Block B`, `Block C`: the words of the article's own print statements. */
  readonly stage: string;
  readonly shape: Shape;
  /** Name of the layer whose output it is. */
  readonly layer: string;
}
