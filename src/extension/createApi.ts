import * as vscode from 'vscode';
import { loadedModel } from '../api/loadedModel';
import { summary, trace } from '../api/structure';
import { XceptionError } from '../shared/xceptionError';
import type { InnerApi } from './innerApi';
import type { App } from './app';
import { requestForRef } from './model/modelRef';
import { selectedFiles } from './selectedFiles';

/** The extension's own parts behind the interface for others. */
export function createApi({ session, inference, models, classifier, store }: App): InnerApi {
  const modelInUse = (): string => {
    const { active } = models;
    if (active !== undefined) return active;
    throw new XceptionError(
      'model-missing',
      vscode.l10n.t('No model is chosen. Choose one with "Xception: Choose a Model".'),
    );
  };
  const load: InnerApi['load'] = (ref, options) =>
    loadedModel(inference, requestForRef(ref ?? modelInUse()), () => Promise.resolve(), options);
  return {
    get state() {
      return session.state;
    },
    get store() {
      return { pid: store.pid };
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
      return classifier.classify(files, modelInUse());
    },
    load,
    explain: async (uri, options = {}) => (await load(undefined, options)).explain(uri.fsPath, options),
    summary,
    trace,
  };
}
