import * as vscode from 'vscode';
import type { App } from './app';
import { classifyFolder } from './commands/classifyFolder';
import { classifyImage } from './commands/classifyImage';
import { compareModels, compareNetworks, showShapes } from './commands/compare';
import { doctor } from './commands/doctor';
import { fetchTensorflow } from './commands/fetchTensorflow';
import { inspectWeights } from './commands/inspectWeights';
import {
  filterLayers,
  pickInputSize,
  pickNetwork,
  showAllLayers,
  showLayer,
  showLayers,
  showSummary,
} from './commands/layers';
import { evaluateFolder } from './commands/evaluateFolder';
import { exportModel } from './commands/exportModel';
import { clearResults, exportAllResults, restartInference, showResult } from './commands/results';
import { findSimilar } from './commands/findSimilar';
import { lookInside } from './commands/lookInside';
import { sortPictures } from './commands/sortPictures';
import { unwatchFolder, watchFolder } from './commands/watchFolder';
import { showMap } from './commands/showMap';
import { showNetwork } from './commands/showNetwork';
import { train } from './commands/train';
import {
  chooseModelFile,
  downloadModel,
  forgetModel,
  inspectModel,
  refreshModels,
  removeModel,
  revealModel,
  useModel,
} from './commands/models';
import { chooseModel } from './model/chooseModel';
import { showError } from './showError';

type Command = (app: App, ...args: readonly unknown[]) => unknown;

/** Every command of the extension; package.json says where each is offered. */
const commands: Readonly<Record<string, Command>> = {
  // pictures
  'xception.classifyImage': classifyImage,
  'xception.classifyFolder': classifyFolder,
  'xception.evaluateFolder': evaluateFolder,
  'xception.sortPictures': sortPictures,
  'xception.watchFolder': watchFolder,
  'xception.unwatchFolder': unwatchFolder,
  'xception.lookInside': lookInside,
  'xception.findSimilar': findSimilar,
  'xception.showMap': showMap,
  'xception.cancel': ({ classifier }) => {
    classifier.cancel();
  },
  'xception.pauseRun': ({ classifier }) => {
    classifier.setPaused(true);
  },
  'xception.resumeRun': ({ classifier }) => {
    classifier.setPaused(false);
  },
  'xception.clearResults': clearResults,
  'xception.exportResults': exportAllResults,
  'xception.showResult': showResult,
  'xception.showPanel': ({ panel }) => {
    panel.show();
  },

  // models
  'xception.chooseModel': chooseModel,
  'xception.useModel': useModel,
  'xception.chooseModelFile': chooseModelFile,
  'xception.refreshModels': refreshModels,
  'xception.downloadModel': downloadModel,
  'xception.inspectModel': inspectModel,
  'xception.revealModel': revealModel,
  'xception.removeModel': removeModel,
  'xception.forgetModel': forgetModel,
  'xception.exportModel': exportModel,
  'xception.inspectWeights': inspectWeights,
  'xception.compareModels': compareModels,
  'xception.train': train,

  // networks
  'xception.showSummary': showSummary,
  'xception.showLayers': showLayers,
  'xception.showLayer': showLayer,
  'xception.filterLayers': filterLayers,
  'xception.showAllLayers': showAllLayers,
  'xception.showShapes': showShapes,
  'xception.compareNetworks': compareNetworks,
  'xception.showNetwork': showNetwork,
  'xception.chooseNetwork': pickNetwork,
  'xception.chooseInputSize': pickInputSize,

  // when something is wrong
  'xception.restartInference': restartInference,
  'xception.doctor': doctor,
  'xception.fetchTensorflow': fetchTensorflow,
  'xception.showLog': ({ log }) => {
    log.show();
  },
};

/** Registers all commands. What a handler throws is told to the user, and nowhere is a rejection left unseen. */
export function registerCommands(app: App): vscode.Disposable {
  const registered = Object.entries(commands).map(([id, command]) =>
    vscode.commands.registerCommand(id, async (...args: readonly unknown[]) => {
      try {
        return await command(app, ...args);
      } catch (thrown) {
        showError(thrown, app.log);
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}
