import * as vscode from 'vscode';
import { diffNetworks } from '../../model/arch/diff';
import { compareInReader } from '../../model/weights/readerProcess';
import type { CompareMethods } from '../../shared/panelProtocol';
import type { Handlers } from '../../shared/rpc';
import { XceptionError } from '../../shared/xceptionError';
import type { App } from '../app';
import { comparableModels, describedTitle } from '../model/comparableModels';
import { modelFile, type ModelRef } from '../model/modelRef';
import { optionsOf } from '../network/layerTable';

/**
 * What the panel may ask about two networks or two models. Weights are compared by the reader process, which runs nothing of
 * them: no trust is needed.
 */
export function compareMethods(
  parts: Pick<App, 'context' | 'session' | 'models' | 'found'>,
): Handlers<CompareMethods> {
  const { session, context } = parts;
  const fileOf = (ref: ModelRef, known: readonly ModelRef[]): string => {
    // A model is a file: whatever the panel may send, only those that were offered are opened.
    const file = known.includes(ref) ? modelFile(ref) : undefined;
    if (file !== undefined) return file;
    throw new XceptionError(
      'usage',
      vscode.l10n.t('This model is not among those on this machine any more.'),
    );
  };
  return {
    compareNetworks: ({ a, b, classes, includeTop }) => {
      const { options } = optionsOf({ ...a, classes, includeTop });
      return diffNetworks(a.network, b.network, {
        ...options,
        secondInput: { height: b.height, width: b.width },
      });
    },
    comparableModels: async () =>
      (await comparableModels(parts)).map((model) => ({ model, title: describedTitle(model) })),
    compareWeights: async ({ a, b }, { signal, progress }) => {
      const known = await comparableModels(parts);
      const [left, right] = [fileOf(a, known), fileOf(b, known)];
      session.setCompared({ a, b });
      return compareInReader(left, right, {
        entry: context.asAbsolutePath('dist/reader.js'),
        signal,
        onProgress: progress,
      });
    },
  };
}
