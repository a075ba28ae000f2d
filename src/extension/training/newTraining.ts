import path from 'node:path';
import * as vscode from 'vscode';
import { trainOptions } from '../../model/train/trainOptions';
import { catalogue } from '../../model/weights/catalogue';
import type { TrainingState } from '../../shared/training';
import type { App } from '../app';
import { comparableModels, describedTitle } from '../model/comparableModels';
import { provideModel } from '../model/provideModel';

/** Its backbone is that of ImageNet, untouched, and it is small to fetch. */
const SAMPLE_MODEL = 'kitchenware';
/** What the networks were made for. */
const USUAL_SIDE = 299;

type Parts = Pick<App, 'models' | 'found' | 'session'>;

/**
 * A folder that is to be trained on, before anybody has looked at it. Where no model is on this machine whose backbone could
 * be taken, the sample model is fetched first.
 *
 * @returns undefined when the user turned back
 */
export async function newTraining(
  app: Parts & Parameters<typeof provideModel>[1],
  folder: string,
): Promise<TrainingState | undefined> {
  const backbones = await knownBackbones(app);
  const first = backbones[0];
  if (!first) return undefined;
  const shown = vscode.workspace.asRelativePath(folder);
  return {
    folder,
    name: path.basename(folder),
    where: shown,
    ...{
      looking: null,
      survey: null,
      asked: null,
      out: null,
      running: false,
      run: null,
      report: null,
      problem: null,
    },
    backbones: backbones.map((model) => ({ model, title: describedTitle(model) })),
    usual: { model: usualBackbone(backbones, app.models.active) ?? first, side: USUAL_SIDE },
    defaults: { linear: trainOptions({ head: 'linear' }), mlp: trainOptions({ head: 'mlp' }) },
  };
}

async function knownBackbones(app: Parts & Parameters<typeof provideModel>[1]): Promise<readonly string[]> {
  const known = await comparableModels(app);
  if (known.length > 0) return known;
  const sample = catalogue().find(({ id }) => id === SAMPLE_MODEL);
  const provided = sample && (await provideModel(sample, app));
  return provided === undefined ? [] : [provided];
}

/** The sample model's, as the command line has it, else the one of the model in use. */
function usualBackbone(backbones: readonly string[], active: string | undefined): string | undefined {
  return [SAMPLE_MODEL, active].find((ref) => ref !== undefined && backbones.includes(ref));
}
