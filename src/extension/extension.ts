import * as vscode from 'vscode';
import type { ImageFailure } from '../shared/classification';
import type { InnerApi } from './innerApi';
import { registerLanguageModelTools } from './agent/languageModelTools';
import { registerMcpServer } from './agent/mcpServer';
import type { Core } from './app';
import { Classifier } from './classifier';
import { registerCommands } from './commands';
import { XceptionLenses } from './codeLens/xceptionLenses';
import { ContextKeys } from './contextKeys';
import { createApi } from './createApi';
import { FolderRuns } from './folders/folderRuns';
import { Judging } from './folders/judging';
import { PictureStore } from './folders/pictureStore';
import { Inference } from './inference';
import { ModelChoice } from './model/modelChoice';
import { ModelMemory } from './model/modelMemory';
import { WorkspaceModels } from './model/workspaceModels';
import { hostMethods } from './panel/hostMethods';
import { movedBy } from './movedBy';
import { Panel } from './panel/panel';
import { Session } from './session';
import { SessionStore } from './sessionStore';
import { StatusBar } from './statusBar';
import { Trainer } from './training/trainer';
import { TrainingNews } from './training/trainingNews';
import { TrainingStore } from './training/trainingStore';
import { LayersView } from './views/layersView';
import { ModelsView } from './views/modelsView';
import { ResultsView } from './views/resultsView';
import { FolderWatch } from './watch/folderWatch';
import { WeightsEditor } from './weights/weightsEditor';

let shutDown: (() => Promise<unknown>) | undefined;

/**
 * Wires the parts together. Nothing is started or read here, unless the results of folders are to be shown again: the
 * inference process begins with the first picture.
 */
export function activate(context: vscode.ExtensionContext): InnerApi {
  const own = <T extends vscode.Disposable>(part: T): T => {
    context.subscriptions.push(part);
    return part;
  };
  const log = own(vscode.window.createOutputChannel('Xception', { log: true }));
  const session = new Session();
  const memento = own(new SessionStore(session, context.workspaceState, interrupted));
  own(new TrainingStore(session, context.workspaceState, trainingInterrupted()));
  const inference = own(new Inference(context.asAbsolutePath('dist/worker.js'), log));
  const models = own(new ModelChoice(context.workspaceState, context.globalState));
  const tellModel = (): void => {
    session.setActiveModel(models.active ?? null);
  };
  tellModel();
  own(models.onDidChange(tellModel));
  const classifier = own(new Classifier(session, inference, log));
  const store = own(new PictureStore(context, log));
  const folders = new FolderRuns({ session, inference, classifier, log }, store);
  const judging = new Judging({ store, folders, memento: context.workspaceState });
  const core: Core = { context, log, session, models, inference, classifier, store, folders, judging };
  const { extensionUri } = context;
  const found = own(new WorkspaceModels());
  const memory = own(new ModelMemory(session, context.globalState));
  const trainer = own(
    new Trainer({
      ...{ session, log, entry: context.asAbsolutePath('dist/trainer.js') },
      onTrained: () => {
        found.refresh();
        models.refresh();
      },
    }),
  );
  const handlers = hostMethods({ ...core, found, trainer });
  const panel = own(new Panel({ extensionUri, session, log, handlers }));
  const app = { ...core, found, trainer, panel, layers: own(new LayersView(session)) };
  own(new ContextKeys(session));
  own(new StatusBar(session, inference));
  own(
    new TrainingNews({
      session,
      inSight: () => panel.isVisible && session.state.page === 'train',
      use: ({ out }) => models.use(out),
      show: () => {
        session.setPage('train');
        panel.show();
      },
    }),
  );
  own(new ModelsView({ models, memory, found }));
  own(new ResultsView(session));
  own(
    vscode.workspace.onDidRenameFiles((event) => {
      session.followFiles(movedBy(event));
    }),
  );
  own(new FolderWatch(core));
  own(new XceptionLenses());
  own(new WeightsEditor(core));
  own(registerLanguageModelTools(core));
  own(registerMcpServer(core));
  own(registerCommands(app));
  void folders.restore(memento.runs);
  shutDown = async () => {
    // What keeps results ends first: a picture must not be remembered as one that ended the inference process.
    await Promise.all([memento.flush(), store.shutDown()]);
    await inference.shutDown();
  };
  return createApi(app);
}

/** Keeps the latest results, and leaves no process behind. */
export async function deactivate(): Promise<void> {
  await shutDown?.();
}

function interrupted(file: string): ImageFailure {
  const message = vscode.l10n.t('The window was closed before this picture was classified.');
  return { file, error: { code: 'cancelled', message } };
}

function trainingInterrupted(): string {
  return vscode.l10n.t('The window was closed before the training was finished; nothing was written.');
}
