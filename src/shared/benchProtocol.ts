import type { BackendInfo, ModelRecord, ModelRequest } from './classification';
import type { StepProgress } from './explainProtocol';

/** The operations that convolve: those that TensorFlow chooses, or oneDNN's, chosen by this program. */
export const KERNELS = ['plain', 'onednn'] as const;
export type Kernels = (typeof KERNELS)[number];

/** How fast this machine is, and what makes it fastest. */
export type BenchMethods = {
  bench: { params: BenchRequest; result: BenchReport; progress: StepProgress };
};

export type BenchRequest = {
  readonly model: ModelRequest;
  /** Runs of each way that count, 12 by default; large batches get a third of them. */
  readonly rounds?: number;
  /** False to measure only; by default the fastest kernels are kept for this machine. */
  readonly remember?: boolean;
};

export type BenchReport = {
  readonly machine: Machine;
  readonly backend: BackendInfo;
  readonly model: ModelRecord;
  /** Multiply-accumulates of one picture. */
  readonly macs: number;
  readonly ways: readonly BenchWay[];
  /** The fastest kernels over all batch sizes. */
  readonly chosen: Kernels;
  /** Whether the choice was kept: classifying uses it from then on. */
  readonly remembered: boolean;
  /** GFLOPS that a large matrix product reaches on this machine, measured in the same run. */
  readonly peakGflops: number;
  /** Resident memory of the process at its highest, in bytes. */
  readonly peakResidentBytes: number;
};

export type Machine = {
  readonly processor: string;
  readonly cores: number;
};

/** One way to run the network. Times are milliseconds per picture, kernels only: from numbers to scores. */
export type BenchWay = {
  readonly kernels: Kernels;
  /** Pictures per run. */
  readonly batch: number;
  readonly median: number;
  readonly fastest: number;
  /** Of the median; a multiply-accumulate is two operations. */
  readonly gflops: number;
};
