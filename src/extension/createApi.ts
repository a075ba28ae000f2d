import * as vscode from 'vscode';
import { summarize } from '../model/arch/summarize';
import { XceptionError } from '../shared/xceptionError';
import type { XceptionApi } from './api';
import type { App } from './app';
import { selectedFiles } from './selectedFiles';

/** The extension's own parts behind the interface for others. */
export function createApi({ session, inference, models, classifier }: App): XceptionApi {
  return {
    get state() {
      return session.state;
    },
    get inference() {
      return { state: inference.state, pid: inference.pid };
    },
    get model() {
      return models.active;
    },
    useModel: (ref) => models.use(ref),
    classify: async (uris) => {
      const { files } = await selectedFiles(uris);
      const model = models.active;
      if (model === undefined) {
        throw new XceptionError(
          'model-missing',
          vscode.l10n.t('No model is chosen. Choose one with "Xception: Choose a Model".'),
        );
      }
      return classifier.classify(files, model);
    },
    summary: summarize,
  };
}
