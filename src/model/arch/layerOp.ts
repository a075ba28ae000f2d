/** Padding of a window: TensorFlow's two words, or PyTorch's number of pixels on every side. */
export type Padding = 'valid' | 'same' | number;

export type ActivationName =
  'linear' | 'relu' | 'softmax' | 'sigmoid' | 'tanh' | 'elu' | 'selu' | 'gelu' | 'silu' | 'softplus';

/** How a batch-normalization layer was trained. Keras and PyTorch differ in both numbers. */
export interface BatchNormSettings {
  readonly epsilon: number;
  readonly momentum: number;
}

/** What a layer computes: its operation and every number that defines it, except the weights and the size of its input. */
export type LayerOp =
  | { readonly kind: 'input' }
  | ConvOp
  | DepthwiseOp
  | SepconvOp
  | ({ readonly kind: 'batchnorm' } & BatchNormSettings)
  | { readonly kind: 'relu' }
  | { readonly kind: 'maxpool'; readonly size: number; readonly stride: number; readonly padding: Padding }
  | { readonly kind: 'add' }
  | { readonly kind: 'concat' }
  | { readonly kind: 'pool'; readonly mode: 'average' | 'max' }
  | { readonly kind: 'flatten' }
  | {
      readonly kind: 'dense';
      readonly units: number;
      readonly bias: boolean;
      readonly activation: ActivationName;
    }
  | { readonly kind: 'dropout'; readonly rate: number }
  | { readonly kind: 'activation'; readonly activation: ActivationName };

/** A full convolution; `pointwise` when it is the 1×1 half of a separable convolution written as two layers. */
export interface ConvOp {
  readonly kind: 'conv' | 'pointwise';
  readonly filters: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: Padding;
  readonly bias: boolean;
}

/** One spatial filter per channel (PyTorch: `groups = in_channels`), the first half of a separable convolution. */
export interface DepthwiseOp {
  readonly kind: 'depthwise';
  readonly kernel: number;
  readonly stride: number;
  readonly padding: Padding;
  readonly bias: boolean;
}

/** Depthwise and pointwise convolution as one layer, as Keras has it: one bias, after the pointwise half. */
export interface SepconvOp {
  readonly kind: 'sepconv';
  readonly filters: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: Padding;
  readonly bias: boolean;
}

/** The operations that may follow the backbone: what fine-tuned models end in. */
export type HeadOp = Extract<
  LayerOp,
  { kind: 'pool' | 'flatten' | 'dense' | 'dropout' | 'activation' | 'batchnorm' | 'relu' }
>;
