import { FITS, RESIZE_METHODS, type ModelRecord, type Preprocessing } from '../../../shared/classification';
import { isRecord } from '../keras/json';
import type { TrainingCard } from './trainingCard';
import { readModelStructure, type ModelStructure } from './modelStructure';

/**
 * What a file says about its model beside its weights, where its format has room for it: whose classes they are and how
 * pictures are prepared. Written by the export, honoured by the readers.
 */
export interface ModelCard {
  readonly network: ModelRecord['network'];
  /** Absent where the classes have no names. */
  readonly labels?: readonly string[];
  readonly preprocessing?: Partial<Preprocessing>;
  /** Only where the file holds none of its own, or one that no reader would take for a network's. */
  readonly structure?: ModelStructure;
  /** Only of models that were trained here. */
  readonly training?: TrainingCard;
}

/** What a reader takes from a card. */
export type ReadCard = Omit<ModelCard, 'network' | 'training'>;

/** The key under which a format's own metadata have the card. */
export const CARD_KEY = 'xception';

/** Where a SavedModel has it: TensorFlow's folder for what its graph does not need. */
export const SAVED_MODEL_CARD = 'assets.extra/xception.json';

const MAX_LABELS = 1_000_000;

/** The card of a model that is to be written. */
export function modelCard(
  { network, labels, labelsFrom, preprocessing, trained }: ModelRecord,
  structure?: ModelStructure,
  training?: TrainingCard,
): ModelCard {
  // Numbers for names, so that nobody takes a thousand untrained classes for ImageNet's.
  const named = labelsFrom !== 'index' || !trained;
  return {
    network,
    ...(named && { labels }),
    preprocessing,
    ...(structure && { structure }),
    ...(training && { training }),
  };
}

/**
 * A card as readers take it. What is not understood is left out: it is beside the model, not the model.
 *
 * @param card - the card, or its text
 */
export function readModelCard(card: unknown): ReadCard {
  const value = typeof card === 'string' ? parsed(card) : card;
  if (!isRecord(value)) return {};
  const labels = readLabels(value['labels']);
  const preprocessing = readPreprocessing(value['preprocessing']);
  const structure = readModelStructure(value['structure']);
  return {
    ...(labels && { labels }),
    ...(preprocessing && { preprocessing }),
    ...(structure && { structure }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readLabels(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_LABELS) return undefined;
  return value.every((label): label is string => typeof label === 'string') ? value : undefined;
}

function readPreprocessing(value: unknown): Partial<Preprocessing> | undefined {
  if (!isRecord(value)) return undefined;
  const resize = RESIZE_METHODS.find((method) => method === value['resize']);
  const fit = FITS.find((known) => known === value['fit']);
  const fraction = value['cropFraction'];
  const cropFraction = typeof fraction === 'number' && fraction > 0 && fraction <= 1 ? fraction : undefined;
  const normalization = readNormalization(value['normalization']);
  return {
    ...(resize && { resize }),
    ...(fit && { fit }),
    ...(cropFraction !== undefined && { cropFraction }),
    ...(normalization && { normalization }),
  };
}

function readNormalization(value: unknown): Preprocessing['normalization'] | undefined {
  if (!isRecord(value)) return undefined;
  if (value['kind'] === 'tf') return { kind: 'tf' };
  const [mean, std] = [value['mean'], value['std']].map(readRgb);
  return mean && std && !std.includes(0) ? { kind: 'mean-std', mean, std } : undefined;
}

function readRgb(value: unknown): readonly [number, number, number] | undefined {
  if (!Array.isArray(value) || value.length !== 3) return undefined;
  const [r, g, b] = value as readonly unknown[];
  return Number.isFinite(r) && Number.isFinite(g) && Number.isFinite(b)
    ? [r as number, g as number, b as number]
    : undefined;
}
