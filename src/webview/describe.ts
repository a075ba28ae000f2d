import type {
  ImageClassification,
  ModelRecord,
  Normalization,
  Preprocessing,
  PreprocessingChoice,
  Timings,
} from '../shared/classification';
import { isFailure } from '../shared/classification';
import type { NetworkId } from '../shared/network';
import type { ResultEntry } from '../shared/panelProtocol';
import { briefly, decimal, milliseconds, percent, pixels } from './format';
import { text } from './strings';

/** Why an answer should not be relied on; absent when the model is sure. */
export type Doubt = 'low' | 'spread';

/**
 * Whether the model is unsure: its best probability is below one half, or the entropy is more than half of what
 * knowing nothing gives, ln(classes). Independent (sigmoid) outputs are no distribution, so only the first rule holds.
 */
export function doubtOf(result: ImageClassification, model: ModelRecord | undefined): Doubt | undefined {
  if ((result.predictions[0]?.probability ?? 0) < 0.5) return 'low';
  if (!model || model.output === 'sigmoid') return undefined;
  return result.entropy > Math.log(model.classes) / 2 ? 'spread' : undefined;
}

/** A difference of probabilities, in percentage points: `61.2 points`. */
export function points(difference: number): string {
  return text('marginPoints', decimal(100 * difference, 1));
}

export const NETWORKS: readonly NetworkId[] = ['paper', 'article', 'pytorch'];

export function networkName(network: NetworkId): string {
  switch (network) {
    case 'paper':
      return text('networkPaper');
    case 'article':
      return text('networkArticle');
    case 'pytorch':
      return text('networkPytorch');
  }
}

/** `nearest, stretch, x / 127.5 − 1`: what is done to a picture, with the choices made for one run. */
export function preprocessingText(preprocessing: Preprocessing, choice: PreprocessingChoice = {}): string {
  const { resize, fit, cropFraction, normalization } = { ...preprocessing, ...choice };
  const fitting = fit === 'crop' && cropFraction < 1 ? `${fit} ${percent(cropFraction)}` : fit;
  return `${resize}, ${fitting}, ${normalizationText(normalization)}`;
}

function normalizationText(normalization: Normalization): string {
  if (normalization.kind === 'tf') return 'x / 127.5 − 1';
  return text('meanStd', normalization.mean.join(' '), normalization.std.join(' '));
}

export function timingsText({ decode, preprocess, inference }: Timings): string {
  return text('rowTimings', milliseconds(decode), milliseconds(preprocess), milliseconds(inference));
}

/** The same where there is little room: `12 + 0.4 + 92 ms`. */
export function timingsSum({ decode, preprocess, inference }: Timings): string {
  return `${briefly(decode)} + ${briefly(preprocess)} + ${milliseconds(inference)}`;
}

/** `1.24 of 6.91 nats`; without a model, only the first number is known. */
export function entropyText(entropy: number, model: ModelRecord | undefined): string {
  if (!model || model.output === 'sigmoid') return decimal(entropy);
  return text('entropyOf', decimal(entropy), decimal(Math.log(model.classes)));
}

/** A result as plain text, for the clipboard. */
export function entryText(entry: ResultEntry, model: ModelRecord | undefined): string {
  const { result, file } = entry;
  if (!result) return `${file}\n${text('notClassified')}`;
  if (isFailure(result)) return `${file}\n${text('failed')}: ${result.error.message}`;
  const width = Math.max(...result.predictions.map(({ label }) => label.length));
  const lines = result.predictions.map(
    ({ label, probability }) => `  ${label.padEnd(width)}  ${percent(probability).padStart(6)}`,
  );
  if (model) {
    const made = `${model.title} (${networkName(model.network)}, ${model.weights})`;
    lines.push(`${text('model')}: ${made}`);
    if (!model.trained) lines.push(`${text('untrainedTitle')}: ${text('untrainedText')}`);
    lines.push(
      `${text('factPreprocessing')}: ${preprocessingText(model.preprocessing, entry.preprocessing)}`,
    );
  }
  lines.push(`${text('seen')}: ${seenText(result)}`);
  lines.push(`${text('factEntropy')}: ${entropyText(result.entropy, model)}`);
  lines.push(`${text('factTimings')}: ${timingsText(result.timings)}`);
  return [file, ...lines].join('\n');
}

/** `150 × 150, nearest, stretch`: what the network was given. */
export function seenText({ input }: ImageClassification): string {
  return text('seenCaption', pixels(input.width, input.height), input.resize, input.crop);
}
