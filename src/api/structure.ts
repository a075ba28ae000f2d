import type { NetworkId, NetworkSummary, TraceStage } from '../shared/network';
import type { InputSize } from '../model/arch/sizeNetwork';
import { summarize } from '../model/arch/summarize';
import { traceStages } from '../model/arch/trace';

/** Which form of a network is meant. */
export interface FormOptions {
  /** In pixels, from 71 to 1024; 299×299 by default. */
  readonly input?: InputSize;
  /** Units of the last layer; 1000 by default, as for ImageNet. */
  readonly classes?: number;
  /** False for the backbone alone, as Keras' `include_top=False`. */
  readonly includeTop?: boolean;
}

export interface TraceOptions extends FormOptions {
  /** Every middle-flow block as a stage of its own, where the article prints one line for all eight. */
  readonly everyBlock?: boolean;
}

/**
 * The layer table of a network: shapes, parameters, multiply-accumulates and connections, with their totals. Starts no
 * process and needs no native library.
 *
 * @throws XceptionError `input-size` for a size that the network cannot take
 */
export function summary(network: NetworkId, options: FormOptions = {}): NetworkSummary {
  return summarize(network, options);
}

/**
 * The shape after each stage of a network, by the names of the article's own print statements. Starts no process and needs
 * no native library.
 *
 * @throws XceptionError `input-size` for a size that the network cannot take
 */
export function trace(network: NetworkId, options: TraceOptions = {}): readonly TraceStage[] {
  return traceStages(network, options);
}
