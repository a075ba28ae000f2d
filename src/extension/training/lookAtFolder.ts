import type { App, Core } from '../app';
import { newTraining } from './newTraining';

/**
 * Makes a folder the one to train on, and looks at its pictures; what they are is in the session. The page is turned to
 * before anything is known.
 *
 * @throws XceptionError `usage` in Restricted Mode and while a training goes on
 */
export async function lookAtFolder(
  core: Core & Pick<App, 'found' | 'trainer'>,
  folder: string,
  onOpen?: () => void,
): Promise<void> {
  const { session, trainer } = core;
  trainer.mayBegin();
  const training = await newTraining(core, folder);
  if (!training) return;
  // What was asked for last is asked for again, and a result stays as long as it is of this folder.
  const { asked, out, run, report } = session.training ?? training;
  const same = session.training?.folder === folder;
  session.setPage('train');
  onOpen?.();
  await trainer.open({ ...training, asked, ...(same && { out, run, report }) });
}
