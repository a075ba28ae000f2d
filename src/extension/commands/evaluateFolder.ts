import type { App } from '../app';
import { runFolder } from './classifyFolder';

/**
 * "Evaluate Folder": classifies what is not classified yet, and shows how right the answers are.
 *
 * @returns the run; undefined when the user turned back
 * @throws XceptionError `usage` in Restricted Mode, without a folder on a disk
 */
export async function evaluateFolder(
  app: App,
  clicked?: unknown,
  selection?: unknown,
): Promise<number | undefined> {
  const answered = await runFolder(app, clicked, selection);
  const run = answered?.run;
  if (!run || run.done === 0) return undefined;
  app.session.setEvaluated(run.run);
  app.session.setPage('evaluate');
  app.panel.show({ preserveFocus: true });
  return run.run;
}
