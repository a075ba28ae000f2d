import type { App } from '../app';
import { catalogue } from '../../model/weights/catalogue';
import { provideModel } from '../model/provideModel';

/** A click in the tree of models: uses the model, which is fetched first if it must be. */
export async function useModel(app: App, ref: unknown): Promise<void> {
  if (typeof ref !== 'string') return;
  const entry = catalogue().find(({ id }) => id === ref);
  const provided = entry ? await provideModel(entry, app) : ref;
  if (provided !== undefined) await app.models.use(provided);
}

/** Takes a model file out of the tree. */
export async function forgetModel(app: App, ref: unknown): Promise<void> {
  if (typeof ref === 'string') await app.models.forgetFile(ref);
}
