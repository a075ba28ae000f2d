import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { NETWORK_IDS } from '../../model/arch/buildNetwork';
import {
  catalogue,
  isFetched,
  namedModel,
  untrainedModel,
  untrainedNetwork,
  type CatalogueEntry,
} from '../../model/weights/catalogue';
import type { ModelRequest } from '../../shared/classification';

/**
 * A model as settings, state and results name it: a catalogue id, `untrained:NETWORK`, or the absolute path of a file. Two
 * files may well be called `model.keras`; their refs differ.
 */
export type ModelRef = string;

/** The refs of the three networks without trained weights. */
export const UNTRAINED_REFS: readonly ModelRef[] = NETWORK_IDS.map((network) => `untrained:${network}`);

/** The refs of the models that can be fetched, whether or not they are there. */
export function catalogueRefs(): readonly ModelRef[] {
  return catalogue().map(({ id }) => id);
}

/** A ref as a user may write it, with a file's path made absolute: `~` is the home folder; else it starts at `folder`. */
export function normalizeRef(written: string, folder: string | undefined): ModelRef {
  if (!isFileRef(written) || path.isAbsolute(written)) return written;
  if (/^~[\\/]/.test(written)) return path.join(homedir(), written.slice(2));
  return folder === undefined ? written : path.resolve(folder, written);
}

/**
 * What to load for a ref. The request's id is the ref, and the same ref always gives the same request: the inference
 * process knows by it that a model is loaded already.
 *
 * @throws XceptionError `model-missing` when there is no such model
 */
export function requestForRef(ref: ModelRef): ModelRequest {
  return { ...namedModel(ref), id: ref };
}

/** The name to show for a ref, whether or not the model is there. */
export function titleOfRef(ref: ModelRef): string {
  const network = untrainedNetwork(ref);
  if (network) return untrainedModel(network).title;
  return catalogueEntry(ref)?.title ?? path.basename(ref);
}

/** Whether a ref names a file of the user's own. */
export function isFileRef(ref: ModelRef): boolean {
  return untrainedNetwork(ref) === undefined && catalogueEntry(ref) === undefined;
}

/** Whether what a ref names is on this machine. */
export function isPresent(ref: ModelRef): boolean {
  const entry = catalogueEntry(ref);
  return untrainedNetwork(ref) !== undefined || (entry ? isFetched(entry) : existsSync(ref));
}

/** The file of a model, whether or not it is there; undefined for a network without training. */
export function modelFile(ref: ModelRef): string | undefined {
  return untrainedNetwork(ref) === undefined ? (catalogueEntry(ref)?.file ?? ref) : undefined;
}

/** The catalogue's entry of a ref that names one. */
export function catalogueEntry(ref: ModelRef): CatalogueEntry | undefined {
  return catalogue().find(({ id }) => id === ref);
}
