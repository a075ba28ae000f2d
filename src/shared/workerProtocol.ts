import type { BenchMethods } from './benchProtocol';
import type {
  BackendInfo,
  ImageResult,
  ModelRecord,
  ModelRequest,
  Preprocessing,
  PreprocessingChoice,
} from './classification';
import type { ExplainMethods } from './explainProtocol';
import type { NetworkId } from './network';

/** What the inference process answers. Method names are the wire format between host (or command line) and process. */
export type WorkerMethods = ExplainMethods &
  BenchMethods & {
    /** Starts TensorFlow if need be and tells what it is. */
    status: { params: null; result: WorkerStatus };
    /** Makes a model ready to run; a no-op for the one that is. */
    load: { params: LoadRequest; result: ModelRecord };
    /** Classifies pictures. Results come as progress, in any order; `index` is the place in `files`. */
    classify: { params: ClassifyRequest; result: ClassifySummary; progress: ClassifyEvent };
    /** The picture for showing, and the exact pixels that the network sees of it. */
    preview: { params: PreviewRequest; result: Preview };
    /** Runs a network with untrained weights and compares every layer with what Keras or PyTorch computed. */
    verify: { params: { readonly network: NetworkId }; result: VerifyReport; progress: VerifyRow };
  };

export type WorkerStatus = {
  readonly backend: BackendInfo;
  readonly pid: number;
  /** Live tensors of the native library. */
  readonly tensors: number;
  /** Resident memory of the process, in bytes. */
  readonly residentBytes: number;
  readonly loaded: string | null;
};

export type LoadRequest = ModelRequest & {
  /** The model is loaded for its features, so that it needs no classes. */
  readonly features?: true;
};

export type ClassifyRequest = {
  readonly model: ModelRequest;
  readonly files: readonly string[];
  readonly topK: number;
  readonly preprocessing?: PreprocessingChoice;
  /** Gives each picture's features too, from the same run. A model without a head gives these alone, and no predictions. */
  readonly features?: true;
  /** Gives the probabilities of all classes too, in their order. */
  readonly probabilities?: true;
};

export type ClassifyEvent = {
  readonly index: number;
  readonly result: ImageResult;
  /** The backbone's last maps, averaged over the picture: one number per channel, 2048 of them. */
  readonly features?: Float32Array;
  /** One number per class. */
  readonly probabilities?: Float32Array;
};

export type ClassifySummary = {
  readonly model: ModelRecord;
  readonly backend: BackendInfo;
  readonly classified: number;
  readonly failed: number;
  /** Wall clock of the whole run, in milliseconds. */
  readonly milliseconds: number;
};

export type PreviewRequest = {
  readonly file: string;
  /** Longest side of the picture for showing, in pixels. */
  readonly maxSide: number;
  /** How a network sees it; without this only the picture is made. No model is loaded for it. */
  readonly seenBy?: {
    readonly input: { readonly height: number; readonly width: number };
    readonly preprocessing: Preprocessing;
  };
};

export type EncodedImage = {
  readonly bytes: Uint8Array;
  readonly mime: 'image/png' | 'image/webp' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
};

export type Preview = {
  readonly picture: EncodedImage;
  /** What the network saw, as a lossless PNG. */
  readonly seen?: EncodedImage;
};

export type VerifyRow = {
  readonly layer: string;
  /** Greatest difference of the stored samples, as a share of the layer's standard deviation. */
  readonly deviation: number;
  /** The same on the fast path; absent where the layer was folded away. */
  readonly fastDeviation?: number;
};

export type VerifyReport = {
  readonly network: NetworkId;
  /** Which framework, at which version, computed the stored outputs. */
  readonly madeBy: string;
  readonly layers: readonly VerifyRow[];
  /** Greatest relative difference of a softmax value, on either path. */
  readonly softmaxDeviation: number;
  readonly fastSoftmaxDeviation: number;
  readonly passed: boolean;
};
