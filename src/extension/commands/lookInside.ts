import { isFailure } from '../../shared/classification';
import type { ResultEntry } from '../../shared/panelProtocol';
import type { App } from '../app';
import { askedPictures } from './classifyImage';

/**
 * "Look Inside with Xception": shows what the network did with a picture, which is classified first if it must be.
 *
 * @returns the entry that is shown; undefined when the user turned back or nothing could be classified
 * @throws XceptionError `usage` in Restricted Mode and when no picture was selected
 */
export async function lookInside(
  app: App,
  clicked?: unknown,
  selection?: unknown,
): Promise<ResultEntry | undefined> {
  const asked = await askedPictures(app, clicked, selection);
  if (!asked) return undefined;
  const { session, panel, classifier } = app;
  const { files, model } = asked;
  const known = session.entries.findLast(
    (entry) => entry.model === model && entry.file === files[0] && isClassified(entry),
  );
  if (known && files.length === 1) {
    session.select(known.id);
    session.setPage('inside');
    panel.show();
    return known;
  }
  const classifying = classifier.classify(files, model);
  // The list of results stays where it is, one tab away.
  session.setPage('inside');
  panel.show({ preserveFocus: true });
  const first = (await classifying).find(isClassified);
  if (first) session.select(first.id);
  return first;
}

function isClassified({ result }: ResultEntry): boolean {
  return result !== undefined && !isFailure(result);
}
