/**
 * Xception from a program of your own: load a model, classify pictures, see where the network looked, and read the layers
 * of the three networks. Everything here works in CommonJS and in ES modules, and on Node 20.19 or newer.
 *
 * TensorFlow runs in a process of its own. {@link summary} and {@link trace} start none.
 *
 * @packageDocumentation
 */
export type { InputSize } from '../model/arch/sizeNetwork';
export * from '../shared/classification';
export type {
  ColourRange,
  DeletionFigures,
  ExplainMethod,
  Explanation,
  HeatmapFigures,
} from '../shared/explainProtocol';
export type * from '../shared/network';
export type { EncodedImage } from '../shared/workerProtocol';
export { XceptionError, type ErrorCode, type ErrorData } from '../shared/xceptionError';
export { classify } from './classify';
export { explain } from './explain';
export { load, type LoadOptions } from './load';
export type { CallOptions, ClassifyOptions, ExplainOptions, LoadedModel } from './loadedModel';
export { summary, trace, type FormOptions, type TraceOptions } from './structure';
