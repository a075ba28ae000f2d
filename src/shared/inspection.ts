import type { NetworkVariant, Preprocessing } from './classification';
import type { NetworkId, Shape } from './network';
import type { ErrorData } from './xceptionError';

/** A tensor's numbers in a few figures. Infinities and NaN are counted, and left out of everything else. */
export interface TensorStatistics {
  /** Null where no number is finite. */
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Of the numbers themselves, not of a sample: divided by how many there are. */
  readonly std: number | null;
  readonly zeros: number;
  readonly nan: number;
  readonly inf: number;
}

/** A tensor of a weights file. */
export interface InspectedTensor {
  /** Its name or path in the file. */
  readonly name: string;
  /** The network's layer it belongs to; the file's own name for that where the network has none. */
  readonly layer: string;
  /** The network's variable that it is, `block1_conv1/kernel`; null for what the network does not use. */
  readonly variable: string | null;
  /** As stored: `float32`, `float16`. */
  readonly dtype: string;
  /** In the layout of the file's framework. */
  readonly shape: readonly number[];
  /** Null for what is no floating-point number, such as a counter. */
  readonly statistics: TensorStatistics | null;
}

/** A variable of the network that the file lacks. */
export interface MissingVariable {
  /** What the file should have called it. */
  readonly name: string;
  readonly variable: string;
  readonly shape: readonly number[];
}

export interface ExtraTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

export interface MismatchedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly variable: string;
  readonly expected: readonly number[];
}

/** All that can be told of a weights file without running it, whether or not it fits a network. */
export interface WeightsInspection {
  /** The file's name, or its folder's. */
  readonly file: string;
  /** The format's name, for people. */
  readonly format: string;
  readonly framework: 'keras' | 'pytorch';
  /** The network that the file holds; null when it holds none, for the reason in {@link problem}. */
  readonly network: NetworkId | null;
  /** Whether the model can be used. */
  readonly fits: boolean;
  /** Why it cannot. */
  readonly problem: ErrorData | null;
  /** The network that the lists below speak of: {@link network}, else the one whose backbone the tensors come closest to. */
  readonly nearest: NetworkId | null;
  /** Conventions of the framework it was trained in, where they differ from the network's own. */
  readonly variant: NetworkVariant | null;
  /** The head's layers in words; empty for a backbone alone. */
  readonly head: readonly string[];
  /** Units of the last dense layer: 0 for a backbone alone, null where the head is not known. */
  readonly classes: number | null;
  /** Null where the model takes any size. */
  readonly input: Shape | null;
  /** Parameters of the network, or, where it holds none, all numbers in the file's tensors. */
  readonly params: number;
  /** All its files together. */
  readonly bytes: number;
  /**
   * Of the file, in hexadecimal digits. A model of several files has that of the list which `sha256sum` prints for them:
   * a line "HASH  NAME" each, names relative to the model's folder and sorted by their bytes.
   */
  readonly sha256: string;
  /** Names of the files of a model that lies in several. */
  readonly files?: readonly string[];
  /** Class names, where the file has them. */
  readonly labels: readonly string[] | null;
  /** How pictures are to be prepared. */
  readonly preprocessing: Preprocessing;
  /** Whether the file, or where such weights come from, tells some of that, or all of it is what Keras does by default. */
  readonly preprocessingFrom: 'file' | 'default';
  /** What else the file says of itself. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
  /** How many of the network's variables are there, in their shape. */
  readonly bound: number;
  /** How many variables the network has; 0 where there is no {@link nearest}. */
  readonly expected: number;
  readonly missing: readonly MissingVariable[];
  readonly extra: readonly ExtraTensor[];
  readonly mismatched: readonly MismatchedTensor[];
  readonly tensors: readonly InspectedTensor[];
}

/** How far the reading of a file is. */
export interface InspectionProgress {
  /** Tensors read. */
  readonly done: number;
  readonly total: number;
}

/** An inspection as the data that programs get: what they ask for most comes first, the list of tensors last. */
export function inspectionData(report: WeightsInspection): Readonly<Record<string, unknown>> {
  const { format, network, input, classes, head, params, sha256 } = report;
  const { bound, missing, extra, mismatched, tensors, ...others } = report;
  return {
    ...{ format, network, input, classes, head, params, sha256 },
    ...{ bound, missing, extra, mismatched },
    ...others,
    tensors: tensors.map(({ statistics, ...tensor }) => ({ ...tensor, ...statistics })),
  };
}
