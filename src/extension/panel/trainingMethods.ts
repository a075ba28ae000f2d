import path from 'node:path';
import * as vscode from 'vscode';
import type { TrainingMethods } from '../../shared/panelProtocol';
import type { Handlers } from '../../shared/rpc';
import type { TrainingPicture, TrainingState } from '../../shared/training';
import type { TrainReport } from '../../shared/trainProtocol';
import { XceptionError } from '../../shared/xceptionError';
import type { App, Core } from '../app';
import { revealFile } from '../revealFile';
import { chooseTrainedFile, chooseTrainingFolder } from '../training/chooseTraining';
import { lookAtFolder } from '../training/lookAtFolder';
import { compactPreview } from './compactImage';

/** What the panel may ask about training a classifier. Folders and files come from the session and from dialogs alone. */
export function trainingMethods(core: Core & Pick<App, 'found' | 'trainer'>): Handlers<TrainingMethods> {
  const { session, trainer, models, classifier, inference } = core;
  const current = (): TrainingState => {
    if (session.training) return session.training;
    throw new XceptionError('usage', vscode.l10n.t('Choose a folder to train on first.'));
  };
  const trained = (): TrainReport => {
    const { report } = current();
    if (report) return report;
    throw new XceptionError('usage', vscode.l10n.t('There is no trained model yet.'));
  };
  return {
    chooseTrainingFolder: async () => {
      const folder = await chooseTrainingFolder();
      if (folder !== undefined) await lookAtFolder(core, folder);
      return null;
    },
    lookAgain: async () => {
      await lookAtFolder(core, current().folder);
      return null;
    },
    startTraining: async (settings) => {
      trainer.check(settings);
      const out = await chooseTrainedFile(current());
      if (out === undefined) return false;
      trainer.start(settings, out);
      return true;
    },
    retryTraining: () => {
      const { asked, out } = current();
      if (asked && out !== null) trainer.start(asked, out);
      return null;
    },
    stopTraining: () => {
      trainer.stopAndKeep();
      return null;
    },
    cancelTraining: () => {
      trainer.cancel();
      return null;
    },
    useTrained: async () => {
      await models.use(trained().out);
      return null;
    },
    revealTrained: async () => {
      await revealFile(vscode.Uri.file(trained().out));
      return null;
    },
    openTrainingCard: async () => {
      await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.file(trained().card));
      return null;
    },
    trainingPicture: async ({ picture, maxSide }, { signal }) => {
      const file = fileOf(current(), picture);
      return compactPreview(await inference.call('preview', { file, maxSide }, { signal }));
    },
    openMistake: async ({ index }) => {
      const { out, figures } = trained();
      const mistake = figures.mistakes[index];
      if (mistake) await classifier.classify([mistake.path], out);
      return null;
    },
  };
}

/** @throws XceptionError `usage` when what was found has changed since it was drawn */
function fileOf({ survey, report }: TrainingState, picture: TrainingPicture): string {
  const file =
    picture.of === 'mistakes'
      ? report?.figures.mistakes[picture.index]?.path
      : survey?.copies[picture.group]?.files[picture.index];
  if (file === undefined || !survey) {
    throw new XceptionError('usage', vscode.l10n.t('This picture is not in the list any more.'));
  }
  return path.resolve(survey.folder, file);
}
