import path from 'node:path';
import { XceptionError } from '../../shared/xceptionError';
import { findBackbone, type KerasNetwork } from './keras/findBackbone';
import { flattenModel, isModel } from './keras/flattenModel';
import { isRecord, recordAt } from './keras/json';
import { KerasGraph } from './keras/kerasGraph';
import type { KerasModelConfig } from './keras/kerasModelConfig';
import { readHead, type KerasHead } from './keras/readHead';
import { readInput, type KerasInput } from './keras/readInput';

/** What a Keras model is, in this product's terms. */
export interface KerasModel {
  readonly network: KerasNetwork;
  readonly head: KerasHead['head'];
  readonly input: KerasInput;
  /** The config's layer (its id) for every layer of the network and of the head, by the network's own name. */
  readonly layers: ReadonlyMap<string, string>;
}

/**
 * A model configuration as Keras 2 or 3 writes it: `config.json` of an archive, the attribute `model_config` of an HDF5
 * file, or `to_json()`.
 *
 * @throws XceptionError `model-unreadable` when it is no model configuration
 */
export function parseKerasConfig(text: string, file: string): KerasModelConfig {
  const name = path.basename(file);
  const unreadable = (what: string, cause?: unknown): XceptionError =>
    new XceptionError('model-unreadable', `${name}: its model configuration ${what}. Save the model again.`, {
      cause,
    });
  let json: unknown;
  try {
    json = JSON.parse(text);
    if (!isRecord(json) || !isModel(recordAt(json, 'config')))
      throw unreadable('describes no Functional or Sequential model');
    return flattenModel(json);
  } catch (thrown) {
    throw thrown instanceof XceptionError ? thrown : unreadable('is damaged', thrown);
  }
}

/**
 * Finds Xception, what stands before it and what follows it.
 *
 * @throws XceptionError `model-unsupported` that names the layer in the way
 */
export function readKerasModel(config: KerasModelConfig, file: string): KerasModel {
  const name = path.basename(file);
  const graph = new KerasGraph(config);
  const backbone = findBackbone(graph, name);
  const { head, layers } = readHead(graph, backbone, name);
  return {
    network: backbone.network,
    head,
    input: readInput(graph, backbone, name),
    layers: new Map([...backbone.layers, ...layers]),
  };
}
